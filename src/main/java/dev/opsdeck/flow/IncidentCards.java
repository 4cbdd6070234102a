package dev.opsdeck.flow;

import dev.opsdeck.catalog.IncidentRules;
import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Severity;
import dev.opsdeck.incident.AlarmStore;
import dev.opsdeck.incident.Errand;
import dev.opsdeck.incident.ErrandStore;
import dev.opsdeck.incident.Incident;
import dev.opsdeck.incident.IncidentStore;
import dev.opsdeck.incident.TimelineStore;
import dev.opsdeck.incident.UpdateStore;
import dev.opsdeck.message.IncidentCard;
import dev.opsdeck.message.IncidentTopic;
import dev.opsdeck.message.IncidentView;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Outbox;
import dev.opsdeck.message.Urgency;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Keeps what Slack shows of an incident in step with it, in the transactions that change it. */
@Singleton
final class IncidentCards {
    private final LiveCatalog catalog;
    private final IncidentStore incidents;
    private final AlarmStore alarms;
    private final TimelineStore timeline;
    private final UpdateStore updates;
    private final ErrandStore errands;
    private final Outbox outbox;
    private final HomeNews homeNews;
    private final Clock clock;

    IncidentCards(
            LiveCatalog catalog,
            IncidentStore incidents,
            AlarmStore alarms,
            TimelineStore timeline,
            UpdateStore updates,
            ErrandStore errands,
            Outbox outbox,
            HomeNews homeNews,
            Clock clock) {
        this.catalog = catalog;
        this.incidents = incidents;
        this.alarms = alarms;
        this.timeline = timeline;
        this.updates = updates;
        this.errands = errands;
        this.outbox = outbox;
        this.homeNews = homeNews;
        this.clock = clock;
    }

    /** Key of the card at the head of the incident's channel. */
    static String key(long incident) {
        return "incident:" + incident;
    }

    /** Shows the incident as it is now, wherever it is shown. */
    void show(Handle tx, long number) {
        Incident incident = incidents.find(tx, number).orElseThrow();
        IncidentView view = view(tx, incident);
        outbox.desire(tx, key(number), incident.room(), IncidentCard.header(view), Urgency.FINAL, incident.version());
        Message announcement = IncidentCard.announcement(view);
        for (String channel : audience(incident, view.severity())) {
            outbox.desire(tx, key(number) + ":in:" + channel, channel, announcement, Urgency.FINAL, incident.version());
        }
        if (incident.ownChannel()) {
            errands.want(tx, number, Errand.Kind.TOPIC, "", IncidentTopic.of(incident), clock.instant());
        }
        tx.afterCommit(homeNews::changed);
    }

    /** Says something where the incident is handled, once. */
    void say(Handle tx, Incident incident, String key, Message message) {
        boolean shared = incident.channel() != null && !incident.ownChannel();
        outbox.post(tx, key, incident.room(), message, shared ? key(incident.number()) : null);
    }

    /** All that the cards show. */
    IncidentView view(Handle handle, Incident incident) {
        Optional<ManagedSystem> system = system(incident);
        return new IncidentView(
                incident,
                system.map(ManagedSystem::title).orElse(incident.system()),
                severity(incident),
                system.map(known -> List.copyOf(IncidentRules.severities(known).keySet()))
                        .orElse(List.of()),
                incidents.duties(handle, incident.number()),
                alarms.pending(handle, incident.number()),
                updates.of(handle, incident.number()).stream()
                        .reduce((_, last) -> last)
                        .orElse(null),
                timeline.count(handle, incident.number()));
    }

    Optional<ManagedSystem> system(Incident incident) {
        return Optional.ofNullable(catalog.current().systems().get(incident.system()));
    }

    /** Null when the catalog does not know it any more. */
    @Nullable
    Severity severity(Incident incident) {
        return system(incident)
                .flatMap(system -> IncidentRules.severity(system, incident.severity()))
                .orElse(null);
    }

    private Set<String> audience(Incident incident, @Nullable Severity severity) {
        var channels = new LinkedHashSet<String>();
        system(incident).map(ManagedSystem::channels).ifPresent(its -> {
            String main = its.incidents() == null ? its.ops() : its.incidents();
            if (main != null) {
                channels.add(main);
            }
        });
        if (severity != null) {
            channels.addAll(severity.tell());
        }
        if (!incident.ownChannel()) {
            channels.remove(incident.channelName());
        }
        return channels;
    }
}
