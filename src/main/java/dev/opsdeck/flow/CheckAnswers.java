package dev.opsdeck.flow;

import dev.opsdeck.access.Action;
import dev.opsdeck.access.Decision;
import dev.opsdeck.access.Policy;
import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.Check;
import dev.opsdeck.catalog.Found;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Metric;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.Section;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.message.CheckList;
import dev.opsdeck.message.DiagnosisCard;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.MonitorWords;
import dev.opsdeck.message.Mrkdwn;
import dev.opsdeck.message.Next;
import dev.opsdeck.probe.Examiner;
import dev.opsdeck.probe.Question;
import dev.opsdeck.probe.Questions;
import dev.opsdeck.routine.Monitor;
import dev.opsdeck.routine.MonitorStore;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Answers what the checks of the catalog say now. */
@Singleton
final class CheckAnswers {
    private static final String ALL = "all";

    private final Names names;
    private final Examiner examiner;
    private final MonitorStore monitors;
    private final Grammar grammar;
    private final Policy policy;
    private final Denials denials;
    private final AuditTrail audit;
    private final Journaled journaled;
    private final Clock clock;

    CheckAnswers(
            Names names,
            Examiner examiner,
            MonitorStore monitors,
            Grammar grammar,
            Policy policy,
            Denials denials,
            AuditTrail audit,
            Journaled journaled,
            Clock clock) {
        this.names = names;
        this.examiner = examiner;
        this.monitors = monitors;
        this.grammar = grammar;
        this.policy = policy;
        this.denials = denials;
        this.audit = audit;
        this.journaled = journaled;
        this.clock = clock;
    }

    /** What is asked of one system. */
    private record Part(ManagedSystem system, List<Question> questions) {}

    Reply check(Caller caller, Command.Check command) {
        String name = command.name();
        if (name == null) {
            return allowed(caller, caller.systemsHere(), "", systems -> new Reply.Private(list(systems)));
        }
        int slash = name.indexOf('/');
        ManagedSystem named = slash < 0 ? null : caller.catalog().systems().get(name.substring(0, slash));
        List<ManagedSystem> systems = named == null ? caller.systemsHere() : List.of(named);
        return switch (name.substring(slash + 1)) {
            case ALL -> ask(caller, name, systems, Questions::all);
            case Questions.HEALTH ->
                ask(caller, name, systems, system -> Questions.named(system, Questions.HEALTH)
                        .orElseThrow());
            default -> one(caller, name);
        };
    }

    private Reply one(Caller caller, String typed) {
        String channel = caller.request().channelName();
        if (caller.catalog().find(typed, channel, Section.METRICS)
                        instanceof Found.One<Metric>(ManagedSystem system, String name, Metric _)
                && !system.checks().containsKey(name)) {
            return ask(caller, system, name);
        }
        return switch (names.thing(caller, typed, Section.CHECKS)) {
            case Names.Thing.One<Check>(Found.One<Check> found) -> ask(caller, found.system(), found.name());
            case Names.Thing.NotClear<Check>(Message answer) -> new Reply.Private(answer);
        };
    }

    private Reply ask(Caller caller, ManagedSystem system, String check) {
        return ask(caller, system.name() + "/" + check, List.of(system), it -> Questions.named(it, check)
                .orElse(List.of()));
    }

    private Reply ask(
            Caller caller, String title, List<ManagedSystem> systems, Function<ManagedSystem, List<Question>> what) {
        return allowed(
                caller,
                systems,
                title,
                allowed -> new Reply.PrivateLater(
                        Message.of("Checking " + Mrkdwn.escape(title) + "…"),
                        examine(
                                title,
                                allowed.stream()
                                        .map(system -> new Part(system, what.apply(system)))
                                        .toList())));
    }

    private CompletableFuture<Message> examine(String title, List<Part> parts) {
        var asked = parts.stream()
                .map(part -> examiner.examine(part.system(), part.questions()))
                .toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenApply(_ -> DiagnosisCard.of(
                        "check " + title,
                        null,
                        asked.stream()
                                .flatMap(findings -> findings.join().stream())
                                .sorted(java.util.Comparator.comparing(dev.opsdeck.probe.Finding::level))
                                .toList(),
                        List.of(),
                        List.of(),
                        clock.instant()));
    }

    private Reply allowed(
            Caller caller, List<ManagedSystem> systems, String target, Function<List<ManagedSystem>, Reply> answer) {
        for (ManagedSystem system : systems) {
            var wanted = new Action(
                    "check", Risk.READ, system.name(), null, caller.request().channelName());
            if (policy.decide(caller.catalog().access(), caller.actor(), wanted) instanceof Decision.Deny deny) {
                return denials.answer(caller, wanted, deny);
            }
        }
        audit.record(journaled.request(caller, target, "ok")).join();
        return answer.apply(systems);
    }

    private Message list(List<ManagedSystem> systems) {
        List<CheckList.Entry> entries = new ArrayList<>();
        for (ManagedSystem system : systems) {
            Map<String, Monitor> states =
                    monitors.of(system.name()).stream().collect(Collectors.toMap(Monitor::check, monitor -> monitor));
            var all = new TreeSet<>(system.checks().keySet());
            system.metrics().values().stream().map(Metric::name).forEach(all::add);
            Stream.concat(Stream.of(Questions.HEALTH), all.stream())
                    .map(name -> new CheckList.Entry(
                            system.name() + "/" + name,
                            Objects.requireNonNullElse(MonitorWords.of(states.get(name), clock.instant()), "")))
                    .forEach(entries::add);
        }
        return CheckList.of(
                entries,
                systems.stream()
                        .limit(5)
                        .map(system -> new Next(
                                "Ask all of " + system.name(),
                                grammar.canonical(new Command.Check(system.name() + "/" + ALL))))
                        .toList());
    }
}
