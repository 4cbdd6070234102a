package dev.opsdeck.flow;

import dev.opsdeck.access.Action;
import dev.opsdeck.access.Decision;
import dev.opsdeck.access.Policy;
import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.command.Command;
import dev.opsdeck.message.AlertsList;
import dev.opsdeck.message.Elapsed;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Mrkdwn;
import dev.opsdeck.probe.Alert;
import dev.opsdeck.probe.Masking;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Probing;
import dev.opsdeck.target.prometheus.Alertmanager;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Answers what alerts: of the channel's system, of the one that is named, or of all. */
@Singleton
final class AlertAnswers {
    private static final String ACTION = "alerts";

    private final Alertmanager alertmanager;
    private final Masking masking;
    private final Policy policy;
    private final Denials denials;
    private final AuditTrail audit;
    private final Journaled journaled;
    private final Clock clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    AlertAnswers(
            Alertmanager alertmanager,
            Masking masking,
            Policy policy,
            Denials denials,
            AuditTrail audit,
            Journaled journaled,
            Clock clock) {
        this.alertmanager = alertmanager;
        this.masking = masking;
        this.policy = policy;
        this.denials = denials;
        this.audit = audit;
        this.journaled = journaled;
        this.clock = clock;
    }

    Reply alerts(Caller caller, Command.Alerts command) {
        List<ManagedSystem> systems = systems(caller, command);
        for (ManagedSystem system : systems) {
            var wanted = new Action(
                    ACTION, Risk.READ, system.name(), null, caller.request().channelName());
            if (policy.decide(caller.catalog().access(), caller.actor(), wanted) instanceof Decision.Deny deny) {
                return denials.answer(caller, wanted, deny);
            }
        }
        String target = systems.size() == 1 ? systems.getFirst().name() : "";
        audit.record(journaled.request(caller, target, "ok")).join();
        List<List<ManagedSystem>> watched = byAlertmanager(systems);
        return watched.isEmpty()
                ? new Reply.Private(Message.of(none(systems)))
                : new Reply.PrivateLater(Message.of("Asking what alerts…"), answer(command, systems, watched));
    }

    private static List<ManagedSystem> systems(Caller caller, Command.Alerts command) {
        Map<String, ManagedSystem> all = caller.catalog().systems();
        ManagedSystem named = command.what() == null ? null : all.get(command.what());
        return named != null ? List.of(named) : caller.systemsHere();
    }

    /** Systems may share one, which is asked once then. */
    private static List<List<ManagedSystem>> byAlertmanager(List<ManagedSystem> systems) {
        return List.copyOf(systems.stream()
                .filter(system -> system.monitoring().alertmanager() != null)
                .collect(Collectors.groupingBy(
                        system -> String.valueOf(system.monitoring().alertmanager()),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .values());
    }

    private static String none(List<ManagedSystem> systems) {
        String whose = systems.size() == 1 ? Mrkdwn.bold(systems.getFirst().name()) : "any system";
        return "The catalog names no Alertmanager for " + whose
                + ". Add its URL to the system's file, under `monitoring: alertmanager`.";
    }

    private CompletableFuture<Message> answer(
            Command.Alerts command, List<ManagedSystem> systems, List<List<ManagedSystem>> watched) {
        Instant now = clock.instant();
        Predicate<Alert> wanted = wanted(command, systems, now);
        List<CompletableFuture<AlertsList.Source>> sources =
                watched.stream().map(of -> source(of, wanted)).toList();
        return CompletableFuture.allOf(sources.toArray(CompletableFuture[]::new))
                .thenApply(_ -> AlertsList.of(
                        words(command, systems),
                        sources.stream().map(CompletableFuture::join).toList(),
                        now));
    }

    private CompletableFuture<AlertsList.Source> source(List<ManagedSystem> of, Predicate<Alert> wanted) {
        List<String> names = of.stream().map(ManagedSystem::name).toList();
        return CompletableFuture.supplyAsync(() -> ask(of.getFirst(), names, wanted), threads)
                .completeOnTimeout(
                        new AlertsList.Source(
                                names,
                                List.of(),
                                "Alertmanager did not answer within " + Probing.PATIENCE.toSeconds() + " s."),
                        Probing.PATIENCE.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private AlertsList.Source ask(ManagedSystem system, List<String> names, Predicate<Alert> wanted) {
        try {
            List<Alert> alerts = alertmanager.alerts(system, Probing.PATIENCE).stream()
                    .filter(wanted)
                    .map(alert -> alert.rewritten(masking::mask))
                    .toList();
            return new AlertsList.Source(names, alerts, null);
        } catch (ProbeException e) {
            return new AlertsList.Source(names, List.of(), masking.mask(Objects.requireNonNull(e.getMessage())));
        }
    }

    private static Predicate<Alert> wanted(Command.Alerts command, List<ManagedSystem> systems, Instant now) {
        String what = command.what();
        Predicate<Alert> named = what == null || isSystem(command, systems)
                ? _ -> true
                : alert -> alert.name().equalsIgnoreCase(what)
                        || alert.severity().filter(what::equalsIgnoreCase).isPresent();
        return command.period()
                .map(back -> now.minus(back))
                .map(begin -> named.and(alert -> alert.since().isAfter(begin)))
                .orElse(named);
    }

    /** What was asked for, to stand after "No alert fires". */
    private static String words(Command.Alerts command, List<ManagedSystem> systems) {
        String what = command.what() == null || isSystem(command, systems) ? "" : " that is " + command.what();
        String since = command.period()
                .map(back -> ", begun within " + Elapsed.words(back))
                .orElse("");
        String of = systems.size() == 1 ? " for " + systems.getFirst().name() : "";
        return of + what + since;
    }

    private static boolean isSystem(Command.Alerts command, Collection<ManagedSystem> systems) {
        return systems.stream().anyMatch(system -> system.name().equals(command.what()));
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }
}
