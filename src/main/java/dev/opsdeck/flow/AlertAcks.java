package dev.opsdeck.flow;

import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.command.Command;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Mrkdwn;
import dev.opsdeck.probe.Masking;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.routine.AlertCardState;
import dev.opsdeck.routine.AlertStore;
import dev.opsdeck.run.TaskTable;
import dev.opsdeck.target.prometheus.Silences;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** Takes alerts on for somebody: a silence in Alertmanager, under that person's name and with an end. */
@Singleton
final class AlertAcks implements Timer {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Alertmanager's clock may be behind; what begins in its past begins at once. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    /** More silences than that are a rule to be made by hand. */
    private static final int MOST_GROUPS = 50;

    private final AlertStore alerts;
    private final AlertCards cards;
    private final Silences silences;
    private final Gate gate;
    private final Deliveries deliveries;
    private final Masking masking;
    private final AuditTrail audit;
    private final Journaled journaled;
    private final LiveCatalog catalog;
    private final Jdbi jdbi;
    private final Clock clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    AlertAcks(
            AlertStore alerts,
            AlertCards cards,
            Silences silences,
            Gate gate,
            Deliveries deliveries,
            Masking masking,
            AuditTrail audit,
            Journaled journaled,
            LiveCatalog catalog,
            Jdbi jdbi,
            Clock clock) {
        this.alerts = alerts;
        this.cards = cards;
        this.silences = silences;
        this.gate = gate;
        this.deliveries = deliveries;
        this.masking = masking;
        this.audit = audit;
        this.journaled = journaled;
        this.catalog = catalog;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    Reply acknowledge(Caller caller, Command.Ack command) {
        long id = Long.parseLong(command.alerts());
        Optional<AlertCardState> card = jdbi.withHandle(handle -> alerts.card(handle, id));
        ManagedSystem system = card.map(AlertCardState::system)
                .map(catalog.current().systems()::get)
                .orElse(null);
        if (card.isEmpty() || system == null) {
            return new Reply.Private(Message.of("There are no alerts with the number " + id + "."));
        }
        if (card.get().firing() == 0) {
            return new Reply.Private(
                    Message.of("Alerts " + id + " are resolved already; there is nothing to silence."));
        }
        return gate.refusal(caller, command.action(), Risk.CHANGE, system.name())
                .orElseGet(() -> begin(caller, command, id, system));
    }

    private Reply begin(Caller caller, Command.Ack command, long id, ManagedSystem system) {
        var first = new AtomicBoolean();
        Message begun = Message.of("Telling Alertmanager…");
        Reply reply = deliveries.once(caller.request().delivery(), tx -> {
            first.set(true);
            audit.append(tx, journaled.request(caller, system.name(), "ok"));
            return new Reply.Private(begun);
        });
        return first.get()
                ? new Reply.PrivateLater(
                        begun, CompletableFuture.supplyAsync(() -> silence(caller, command, id, system), threads))
                : reply;
    }

    private Message silence(Caller caller, Command.Ack command, long id, ManagedSystem system) {
        Instant now = clock.instant();
        Instant until = now.plus(command.span());
        try {
            List<List<Silences.Matcher>> wanted = matchers(id);
            String comment = "Acknowledged in Slack, alerts " + id;
            wanted.forEach(matchers -> silences.add(
                    system, matchers, now.minus(SKEW), until, caller.actor().name(), comment, PATIENCE));
        } catch (ProbeException e) {
            return Message.of(
                    "Nothing is silenced. " + Mrkdwn.escape(masking.mask(Objects.requireNonNull(e.getMessage()))));
        }
        jdbi.useTransaction(tx -> {
            alerts.acknowledge(tx, id, caller.actor().id(), until);
            TaskTable.schedule(tx, task(), Long.toString(id), until);
            cards.show(tx, id);
            audit.append(
                    tx,
                    journaled.entry(
                            caller.actor().id(),
                            "alerts-acknowledged",
                            system.name(),
                            Map.of("alerts", id, "until", until.toString())));
        });
        return Message.of("You took on alerts " + id + ". They are silenced until " + Mrkdwn.time(until) + ".");
    }

    /** For each group what its alerts have in common; where Alertmanager groups by nothing, their names. */
    private List<List<Silences.Matcher>> matchers(long id) {
        List<Map<String, String>> groups = jdbi.withHandle(handle -> alerts.groups(handle, id));
        if (groups.size() > MOST_GROUPS) {
            throw new ProbeException("There are " + groups.size()
                    + " groups, too many to silence one by one. Make one silence for all of them in Alertmanager.");
        }
        return groups.stream()
                .map(labels -> labels.isEmpty() ? byName(id) : byLabels(labels))
                .toList();
    }

    private static List<Silences.Matcher> byLabels(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> new Silences.Matcher(label.getKey(), label.getValue(), false))
                .toList();
    }

    private List<Silences.Matcher> byName(long id) {
        String any = jdbi.withHandle(handle -> alerts.names(handle, id)).stream()
                .map(name -> name.matches("\\w+") ? name : Pattern.quote(name))
                .collect(Collectors.joining("|"));
        return List.of(new Silences.Matcher("alertname", any, true));
    }

    @Override
    public String task() {
        return "alerts-silence-ends";
    }

    /** Says on the card that the silence is over. */
    @Override
    public Optional<Instant> due(long id) {
        return jdbi.inTransaction(tx -> {
            AlertCardState card = alerts.card(tx, id).orElseThrow();
            if (card.isAcknowledged(clock.instant())) {
                return Optional.ofNullable(card.acknowledgedUntil());
            }
            cards.show(tx, id);
            return Optional.<Instant>empty();
        });
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }
}
