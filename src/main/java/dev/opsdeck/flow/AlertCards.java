package dev.opsdeck.flow;

import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Playbook;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.message.AlertCard;
import dev.opsdeck.message.Next;
import dev.opsdeck.message.Outbox;
import dev.opsdeck.message.Urgency;
import dev.opsdeck.routine.AlertCardState;
import dev.opsdeck.routine.AlertStore;
import dev.opsdeck.routine.Windows;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Shows what alerts in the system's channel: a card for each group, none while the system is worked on. */
@Singleton
final class AlertCards {
    /** As many as a person can choose from at a glance. */
    private static final int PLAYBOOKS = 3;

    private final AlertStore alerts;
    private final Windows windows;
    private final Outbox outbox;
    private final IncidentTimeline timeline;
    private final Grammar grammar;
    private final LiveCatalog catalog;
    private final Clock clock;

    AlertCards(
            AlertStore alerts,
            Windows windows,
            Outbox outbox,
            IncidentTimeline timeline,
            Grammar grammar,
            LiveCatalog catalog,
            Clock clock) {
        this.alerts = alerts;
        this.windows = windows;
        this.outbox = outbox;
        this.timeline = timeline;
        this.grammar = grammar;
        this.catalog = catalog;
        this.clock = clock;
    }

    /** Makes Slack show how the card stands now. */
    void show(Handle tx, long id) {
        AlertCardState card = alerts.card(tx, id).orElseThrow();
        ManagedSystem system = catalog.current().systems().get(card.system());
        String channel = system == null ? null : system.channels().ops();
        String key = "alerts:" + id;
        // What was shown before the work began goes on being told; only new cards wait.
        boolean isNew = !outbox.known(tx, key);
        if (system == null || channel == null || (isNew && isMuted(tx, card))) {
            return;
        }
        Instant now = clock.instant();
        Urgency urgency = card.closedAt() != null || isNew ? Urgency.FINAL : Urgency.PROGRESS;
        if (isNew || card.closedAt() != null) {
            tell(tx, card);
        }
        outbox.desire(tx, key, channel, AlertCard.of(card, now, next(system, card, now)), urgency);
    }

    /** Incidents of the system have it on their timelines, too. */
    private void tell(Handle tx, AlertCardState card) {
        String what =
                card.lines().isEmpty() ? "Alerts" : card.lines().getFirst().name();
        String text = card.closedAt() == null ? what + " fires" : what + " is resolved";
        Instant at = card.closedAt() == null ? card.openedAt() : card.closedAt();
        timeline.alert(tx, card.system(), "alerts " + card.id(), text, "alerts:" + card.id() + ":" + at);
    }

    /** While the system is worked on; and what came and went in that time is never told. */
    private boolean isMuted(Handle tx, AlertCardState card) {
        return card.closedAt() != null || windows.open(tx, card.system()).isPresent();
    }

    /** Shows what still fires when the work is over. */
    void showOpen(Handle tx, String system) {
        alerts.open(tx, system).forEach(id -> show(tx, id));
    }

    private List<Next> next(ManagedSystem system, AlertCardState card, Instant now) {
        List<Next> next = new ArrayList<>();
        if (card.firing() == 0) {
            return next;
        }
        String id = Long.toString(card.id());
        if (system.monitoring().alertmanager() != null && !card.isAcknowledged(now)) {
            next.add(new Next("Acknowledge 1 h", grammar.canonical(new Command.Ack(id, "1h"))));
            next.add(new Next("4 h", grammar.canonical(new Command.Ack(id, "4h"))));
            next.add(new Next("1 d", grammar.canonical(new Command.Ack(id, "1d"))));
        }
        system.playbooks().values().stream()
                .filter(playbook ->
                        card.lines().stream().anyMatch(line -> line.firing() > 0 && fits(playbook, line.labels())))
                .limit(PLAYBOOKS)
                .forEach(playbook -> next.add(new Next(
                        "Diagnose " + playbook.name(),
                        grammar.canonical(new Command.Diagnose(system.name() + "/" + playbook.name())))));
        return next;
    }

    private static boolean fits(Playbook playbook, Map<String, String> labels) {
        return !playbook.alerts().isEmpty() && AlertSystems.fits(playbook.alerts(), labels);
    }

    /** That of a playbook that fits; null for none. */
    static @Nullable String severity(ManagedSystem system, AlertCardState card) {
        return system.playbooks().values().stream()
                .filter(playbook -> playbook.severity() != null)
                .filter(playbook -> card.lines().stream().anyMatch(line -> fits(playbook, line.labels())))
                .map(Playbook::severity)
                .findFirst()
                .orElse(null);
    }
}
