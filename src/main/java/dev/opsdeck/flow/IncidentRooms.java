package dev.opsdeck.flow;

import dev.opsdeck.catalog.Channels;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.incident.DocumentStore;
import dev.opsdeck.incident.Entry;
import dev.opsdeck.incident.Errand;
import dev.opsdeck.incident.ErrandStore;
import dev.opsdeck.incident.Incident;
import dev.opsdeck.incident.IncidentStore;
import dev.opsdeck.incident.TimelineStore;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Mrkdwn;
import dev.opsdeck.message.Outbox;
import dev.opsdeck.message.Posted;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Makes the channel of an incident and what belongs into it. What Slack refuses is worked around and said where the
 * incident is handled; what Slack delays is done later.
 */
@Singleton
final class IncidentRooms implements Timer {
    /** So many names are tried before an incident is handled in a channel that is there already. */
    private static final int NAMES = 5;

    private static final Duration UNTIL_POSTED = Duration.ofSeconds(2);

    private final IncidentStore incidents;
    private final ErrandStore errands;
    private final TimelineStore timeline;
    private final IncidentCards cards;
    private final IncidentGuests guests;
    private final IncidentMarks marks;
    private final Rooms rooms;
    private final Canvases canvases;
    private final DocumentStore documents;
    private final Outbox outbox;
    private final Jdbi jdbi;
    private final Clock clock;

    IncidentRooms(
            IncidentStore incidents,
            ErrandStore errands,
            TimelineStore timeline,
            IncidentCards cards,
            IncidentGuests guests,
            IncidentMarks marks,
            Rooms rooms,
            Canvases canvases,
            DocumentStore documents,
            Outbox outbox,
            Jdbi jdbi,
            Clock clock) {
        this.incidents = incidents;
        this.errands = errands;
        this.timeline = timeline;
        this.cards = cards;
        this.guests = guests;
        this.marks = marks;
        this.rooms = rooms;
        this.canvases = canvases;
        this.documents = documents;
        this.outbox = outbox;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    @Override
    public String task() {
        return ErrandStore.TASK;
    }

    /** Does what is wanted for the incident, as far as Slack lets it. */
    @Override
    public Optional<Instant> due(long number) {
        Instant again = null;
        for (Errand errand : jdbi.withHandle(handle -> errands.pending(handle, number))) {
            Incident incident =
                    jdbi.withHandle(handle -> incidents.find(handle, number)).orElseThrow();
            Rooms.Outcome outcome = attempt(incident, errand);
            if (outcome instanceof Rooms.Outcome.Later(Instant at, String _)) {
                again = again == null || at.isBefore(again) ? at : again;
                if (errand.kind() == Errand.Kind.CHANNEL) {
                    break;
                }
            } else {
                jdbi.useTransaction(tx -> finish(tx, errand, number, outcome));
            }
        }
        return Optional.ofNullable(again);
    }

    /** Something may have been wanted while the work on an incident was ending. */
    void sweep() {
        jdbi.useTransaction(tx -> errands.reschedule(tx, clock.instant()));
    }

    private Rooms.Outcome attempt(Incident incident, Errand errand) {
        String channel = incident.channel();
        if (errand.kind() == Errand.Kind.CHANNEL) {
            return channel == null ? open(incident, errand.detail()) : new Rooms.Outcome.Done("");
        }
        if (errand.kind() == Errand.Kind.MARK) {
            return marks.settle(incident, errand);
        }
        if (channel == null) {
            return new Rooms.Outcome.Later(clock.instant().plus(UNTIL_POSTED), "the channel is not there yet");
        }
        if (!incident.ownChannel()) {
            // What is there already has its own people, topic and bookmarks.
            return new Rooms.Outcome.Done("");
        }
        return switch (errand.kind()) {
            case TOPIC -> rooms.topic(channel, errand.detail());
            case INVITE -> guests.invite(incident, channel, errand);
            case BOOKMARK -> bookmark(incident, channel, errand);
            case PIN -> pin(incident);
            case CANVAS -> canvas(incident, channel, errand.ref());
            case CHANNEL, MARK -> throw new IllegalStateException("handled above");
        };
    }

    private Rooms.Outcome pin(Incident incident) {
        return onceThere(incident, card -> rooms.pin(card.channel(), card.ts()));
    }

    private Rooms.Outcome canvas(Incident incident, String channel, String title) {
        String text = jdbi.withHandle(handle -> documents.find(handle, incident.number(), IncidentPaper.CANVAS))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElseThrow();
        return canvases.write(channel, title, text);
    }

    /** Without an address it is the card's. */
    private Rooms.Outcome bookmark(Incident incident, String channel, Errand errand) {
        if (!errand.detail().isEmpty()) {
            return rooms.bookmark(channel, errand.ref(), errand.detail());
        }
        return onceThere(incident, card -> switch (rooms.permalink(card.channel(), card.ts())) {
            case Rooms.Outcome.Done(String link) -> rooms.bookmark(channel, errand.ref(), link);
            case Rooms.Outcome.Refused refused -> refused;
            case Rooms.Outcome.Later later -> later;
        });
    }

    private Rooms.Outcome onceThere(Incident incident, Function<Posted, Rooms.Outcome> action) {
        return outbox.posted(IncidentCards.key(incident.number()))
                .map(action)
                .orElseGet(() ->
                        new Rooms.Outcome.Later(clock.instant().plus(UNTIL_POSTED), "the card is not posted yet"));
    }

    private Rooms.Outcome open(Incident incident, String wanted) {
        Rooms.Outcome outcome = new Rooms.Outcome.Refused("name_taken");
        for (int n = 1; n <= NAMES && isTaken(outcome); n++) {
            String name = n == 1 ? wanted : wanted + "-" + n;
            outcome = rooms.create(name);
            if (isTaken(outcome)) {
                // Made by us, perhaps, before something died.
                outcome = mine(incident, name);
            }
            if (outcome instanceof Rooms.Outcome.Done(String id)) {
                moveIn(incident, id, name, true, null);
            }
        }
        return outcome instanceof Rooms.Outcome.Refused(String error) ? fallBack(incident, error) : outcome;
    }

    private static boolean isTaken(Rooms.Outcome outcome) {
        return outcome instanceof Rooms.Outcome.Refused(String error) && error.equals("name_taken");
    }

    private Rooms.Outcome mine(Incident incident, String name) {
        Rooms.Outcome found = rooms.made(name, incident.times().declared());
        return found instanceof Rooms.Outcome.Done(String id)
                        && jdbi.withHandle(handle -> incidents.ofChannel(handle, id))
                                .isPresent()
                ? new Rooms.Outcome.Refused("name_taken")
                : found;
    }

    private Rooms.Outcome fallBack(Incident incident, String error) {
        Channels channels = cards.system(incident).map(ManagedSystem::channels).orElse(new Channels(null, null));
        List<String> names = Stream.of(channels.incidents(), channels.ops())
                .filter(Objects::nonNull)
                .toList();
        for (String name : names) {
            switch (rooms.named(name)) {
                case Rooms.Outcome.Done(String id) -> {
                    moveIn(incident, id, name, false, error);
                    return new Rooms.Outcome.Done(id);
                }
                case Rooms.Outcome.Later later -> {
                    return later;
                }
                case Rooms.Outcome.Refused _ -> {}
            }
        }
        if (incident.originChannel().isEmpty()) {
            return new Rooms.Outcome.Refused(error);
        }
        moveIn(incident, incident.originChannel(), "", false, error);
        return new Rooms.Outcome.Done(incident.originChannel());
    }

    private void moveIn(Incident seen, String id, String name, boolean own, @Nullable String error) {
        jdbi.useTransaction(tx -> {
            Incident incident = incidents.lock(tx, seen.number()).orElseThrow();
            Incident settled = incidents.channel(tx, incident, id, name, own);
            outbox.moveIn(tx, Incident.waitingRoom(incident.number()), id);
            String text = own
                    ? "The channel #" + name + " was made"
                    : "Slack made no channel (" + error + "), so it is handled in "
                            + (name.isEmpty() ? "the channel where it was declared" : "#" + name);
            record(tx, settled, "room:channel", text);
            if (!own) {
                cards.say(
                        tx,
                        settled,
                        "incident:" + settled.number() + ":no-room",
                        Message.of("⚠️ Slack refused to make a channel for " + settled.label() + ": "
                                + Mrkdwn.code(String.valueOf(error)) + ". " + advice(String.valueOf(error))
                                + " Until then it is handled here, in this thread."));
            }
            cards.show(tx, settled.number());
        });
    }

    private static String advice(String error) {
        return switch (error) {
            case "missing_scope" -> "Whoever installed the app must give it the scope `channels:manage`.";
            case "restricted_action" -> "The workspace lets only some people make channels.";
            case "name_taken" -> "All names like it are taken.";
            default -> "Nothing more is known about it.";
        };
    }

    private void finish(Handle tx, Errand errand, long number, Rooms.Outcome outcome) {
        Incident incident = incidents.lock(tx, number).orElseThrow();
        String problem = outcome instanceof Rooms.Outcome.Refused(String error) ? error : null;
        errands.done(tx, errand, problem);
        if (problem != null) {
            List<String> said = new ArrayList<>();
            said.add("⚠️ " + what(errand) + ": Slack says " + Mrkdwn.code(problem) + ".");
            said.addAll(advice(errand, problem));
            cards.say(
                    tx,
                    incident,
                    "incident:" + number + ":errand:" + errand.id() + ":" + errand.version(),
                    Message.of(String.join(" ", said)));
            record(tx, incident, "errand:" + errand.id() + ":" + errand.version(), plain(errand) + ": " + problem);
            cards.show(tx, number);
        }
    }

    private static List<String> advice(Errand errand, String problem) {
        boolean canvas = errand.kind() == Errand.Kind.CANVAS;
        return switch (problem) {
            case "missing_scope" ->
                List.of("Whoever installed the app must give it the scope "
                        + (canvas ? "`canvases:write`, and `canvases:read` to publish again." : "that it lacks."));
            case "channel_canvas_already_exists" ->
                List.of("Somebody made a canvas for this channel; it is left as it is.");
            case "team_tier_cannot_create_channel_canvases", "canvas_disabled_user_team" ->
                List.of("This workspace has no canvases for channels.");
            default -> List.of();
        };
    }

    private static String what(Errand errand) {
        return switch (errand.kind()) {
            case CHANNEL -> "The channel could not be made";
            case TOPIC -> "The topic could not be set";
            case INVITE ->
                IncidentGuests.isRole(errand)
                        ? "Nobody could be invited for " + Mrkdwn.code(errand.detail())
                        : Mrkdwn.user(errand.ref()) + " could not be invited";
            case BOOKMARK -> "The bookmark " + Mrkdwn.bold(errand.ref()) + " could not be added";
            case PIN -> "The card could not be pinned";
            case CANVAS -> "The post-mortem could not be put on the channel's canvas, its files have all of it";
            case MARK -> "A marked message could not be read";
        };
    }

    private static String plain(Errand errand) {
        return what(errand).replaceAll("[<>@`*]", "");
    }

    private void record(Handle tx, Incident incident, String ref, String text) {
        timeline.add(
                tx,
                incident.number(),
                new Entry.Draft(clock.instant(), Entry.Kind.ROOM, "opsdeck", "Slack", text, ref));
    }
}
