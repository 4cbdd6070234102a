package dev.opsdeck.flow;

import dev.opsdeck.access.Actor;
import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.command.IncidentCommand;
import dev.opsdeck.incident.Incident;
import dev.opsdeck.incident.IncidentStore;
import dev.opsdeck.incident.TimelineStore;
import dev.opsdeck.message.Elapsed;
import dev.opsdeck.message.IncidentCard;
import dev.opsdeck.message.IncidentClockList;
import dev.opsdeck.message.IncidentForm;
import dev.opsdeck.message.IncidentList;
import dev.opsdeck.message.IncidentView;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Mrkdwn;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Shows incidents to whoever asks. */
@Singleton
final class IncidentAnswers {
    private static final int PAGE = 15;
    private static final int MOST = 60;
    private static final Duration USUAL = Duration.ofDays(30);

    private final IncidentStore incidents;
    private final TimelineStore timeline;
    private final IncidentCards cards;
    private final IncidentUpdates updates;
    private final IncidentFinding finding;
    private final IncidentRights rights;
    private final AuditTrail audit;
    private final Journaled journaled;
    private final Jdbi jdbi;
    private final Clock clock;

    IncidentAnswers(
            IncidentStore incidents,
            TimelineStore timeline,
            IncidentCards cards,
            IncidentUpdates updates,
            IncidentFinding finding,
            IncidentRights rights,
            AuditTrail audit,
            Journaled journaled,
            Jdbi jdbi,
            Clock clock) {
        this.incidents = incidents;
        this.timeline = timeline;
        this.cards = cards;
        this.updates = updates;
        this.finding = finding;
        this.rights = rights;
        this.audit = audit;
        this.journaled = journaled;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    Reply list(Caller caller, IncidentCommand.Overview wish) {
        if (wish.system() != null && !caller.catalog().systems().containsKey(wish.system())) {
            return new Reply.Private(Message.of("The catalog has no system " + Mrkdwn.code(wish.system()) + "."));
        }
        Instant now = clock.instant();
        boolean all = wish.all() || wish.since() != null;
        Duration back = wish.period().orElse(USUAL);
        List<Incident> found = jdbi.withHandle(handle -> all
                ? incidents.since(handle, wish.system(), now.minus(back), MOST)
                : incidents.open(handle, wish.system()));
        List<Incident> allowed =
                found.stream().filter(incident -> may(caller, incident)).toList();
        journal(caller, wish.system() == null ? "" : wish.system());
        String what = all ? "of the last " + Elapsed.words(back) : "that are open";
        return new Reply.Private(IncidentList.of(allowed, what, now));
    }

    /** The open ones that he may see, worst first. */
    List<IncidentView> open(Catalog catalog, Actor actor) {
        return jdbi.withHandle(handle -> incidents.open(handle, null).stream()
                .filter(incident ->
                        rights.refusal(catalog, actor, incident.system(), "").isEmpty())
                .sorted(Comparator.comparing(Incident::severity).thenComparing(Incident::number))
                .limit(MOST)
                .map(incident -> cards.view(handle, incident))
                .toList());
    }

    private boolean may(Caller caller, Incident incident) {
        return rights.refusal(
                        caller.catalog(),
                        caller.actor(),
                        incident.system(),
                        caller.request().channelName())
                .isEmpty();
    }

    Reply show(Caller caller, @Nullable String number) {
        return finding.look(caller, number, incident -> {
            journal(caller, incident.system());
            return new Reply.Private(jdbi.withHandle(handle -> IncidentCard.header(cards.view(handle, incident))));
        });
    }

    /** @param offset how many entries to leave out; negative for the last page */
    Reply timeline(Caller caller, @Nullable String number, int offset) {
        return finding.look(caller, number, incident -> {
            journal(caller, incident.system());
            return new Reply.Private(page(incident, offset));
        });
    }

    /** Another page in place of the one that is shown. */
    Reply turn(Caller caller, String number, int offset) {
        return finding.look(caller, number, incident -> new Reply.Replace(page(incident, offset)));
    }

    private Message page(Incident incident, int wanted) {
        return jdbi.withHandle(handle -> {
            int total = timeline.count(handle, incident.number());
            int offset = wanted < 0 ? Math.max(0, total - PAGE) : Math.min(wanted, Math.max(0, total - 1));
            return IncidentList.timeline(
                    incident, timeline.page(handle, incident.number(), offset, PAGE), offset, total, PAGE);
        });
    }

    Reply clocks(Caller caller, @Nullable String number) {
        return finding.look(caller, number, incident -> {
            journal(caller, incident.system());
            return new Reply.Private(
                    jdbi.withHandle(handle -> IncidentClockList.of(cards.view(handle, incident), clock.instant())));
        });
    }

    /** The form for an update, filled in with what is known. */
    Reply updateForm(Caller caller, @Nullable String number, @Nullable String template) {
        return finding.look(caller, number, incident -> {
            var names = List.copyOf(updates.templates(incident).keySet());
            String chosen = Optional.ofNullable(template)
                    .filter(names::contains)
                    .orElseGet(() -> jdbi.withHandle(handle -> updates.fitting(handle, incident)));
            if (names.isEmpty()) {
                return new Reply.Private(
                        Message.of("The catalog has no system " + Mrkdwn.code(incident.system()) + " any more."));
            }
            return new Reply.Open(IncidentForm.update(
                    incident, names, chosen, jdbi.withHandle(handle -> updates.known(handle, incident))));
        });
    }

    private void journal(Caller caller, String target) {
        audit.record(journaled.request(caller, target, "ok")).join();
    }
}
