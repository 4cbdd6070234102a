package dev.opsdeck.flow;

import dev.opsdeck.access.Directory;
import dev.opsdeck.incident.Entry;
import dev.opsdeck.incident.Errand;
import dev.opsdeck.incident.ErrandStore;
import dev.opsdeck.incident.Incident;
import dev.opsdeck.incident.IncidentStore;
import dev.opsdeck.incident.TimelineStore;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Puts messages on the timeline that people marked with a reaction, and takes them off when nobody marks them any more.
 * An event only says that it is worth a look: what counts is how the message is in Slack, so that events may come twice,
 * late, or in the wrong order.
 */
@Singleton
final class IncidentMarks {
    /** The reactions that mark a message. */
    private static final Set<String> MARKS = Set.of("pushpin", "round_pushpin");

    private static final String REACTION = "reaction";
    private static final int LONGEST = 2_000;
    private static final Pattern PERSON = Pattern.compile("<@([UW][A-Z0-9]+)(?:\\|[^>]*)?>");
    private static final Pattern NAMED = Pattern.compile("<[^|>]*\\|([^>]*)>");
    private static final Pattern LINK = Pattern.compile("<([^|>]*)>");

    private final IncidentStore incidents;
    private final ErrandStore errands;
    private final TimelineStore timeline;
    private final Rooms rooms;
    private final IncidentCards cards;
    private final Directory directory;
    private final Jdbi jdbi;
    private final Clock clock;

    IncidentMarks(
            IncidentStore incidents,
            ErrandStore errands,
            TimelineStore timeline,
            Rooms rooms,
            IncidentCards cards,
            Directory directory,
            Jdbi jdbi,
            Clock clock) {
        this.incidents = incidents;
        this.errands = errands;
        this.timeline = timeline;
        this.rooms = rooms;
        this.cards = cards;
        this.directory = directory;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** A reaction came or went. */
    void reacted(String delivery, String channel, String ts, String reaction) {
        if (MARKS.contains(reaction)) {
            jdbi.useTransaction(
                    tx -> incidents.ofChannel(tx, channel).ifPresent(incident -> look(tx, incident, ts, delivery)));
        }
    }

    /** A message was edited. */
    void edited(String delivery, String channel, String ts) {
        jdbi.useTransaction(tx -> incidents
                .ofChannel(tx, channel)
                .filter(incident ->
                        timeline.find(tx, incident.number(), ref(channel, ts)).isPresent())
                .ifPresent(incident -> look(tx, incident, ts, delivery)));
    }

    private void look(Handle tx, Incident incident, String ts, String delivery) {
        errands.want(tx, incident.number(), Errand.Kind.MARK, ts, delivery, clock.instant());
    }

    /** Makes the timeline say what Slack says about the message. */
    Rooms.Outcome settle(Incident incident, Errand errand) {
        String channel = incident.channel();
        if (channel == null) {
            return new Rooms.Outcome.Done("");
        }
        return switch (rooms.look(channel, errand.ref())) {
            case Rooms.Look.Later(Instant at, String why) -> new Rooms.Outcome.Later(at, why);
            // Who deletes what he said does not undo that it was said.
            case Rooms.Look.Gone(String error) ->
                error.equals("message_not_found") ? new Rooms.Outcome.Done("") : new Rooms.Outcome.Refused(error);
            case Rooms.Look.Seen seen -> {
                jdbi.useTransaction(tx -> agree(tx, incident.number(), channel, errand.ref(), seen));
                yield new Rooms.Outcome.Done("");
            }
        };
    }

    private void agree(Handle tx, long number, String channel, String ts, Rooms.Look.Seen seen) {
        incidents.lock(tx, number);
        String ref = ref(channel, ts);
        Optional<Entry> entry = timeline.find(tx, number, ref);
        String text = plain(seen.text());
        if (seen.reactions().stream().noneMatch(MARKS::contains)) {
            timeline.remove(tx, number, ref, REACTION);
        }
        if (entry.isPresent()) {
            timeline.follow(tx, number, ref, seen.user(), text);
        } else if (seen.reactions().stream().anyMatch(MARKS::contains)) {
            timeline.add(tx, number, draft(seen.user(), text, ref, ts, REACTION));
        }
        cards.show(tx, number);
    }

    /** Puts a message on the timeline because somebody chose it, whatever its reactions; false when it is there. */
    boolean choose(Handle tx, Incident incident, String channel, String ts, String author, String text) {
        return timeline.add(
                tx, incident.number(), draft(author, plain(text), ref(channel, ts), ts, "message shortcut"));
    }

    private static Entry.Draft draft(String author, String text, String ref, String ts, String source) {
        return new Entry.Draft(at(ts), Entry.Kind.MESSAGE, author.isEmpty() ? "an app" : author, source, text, ref);
    }

    /** When a message was posted, which its time stamp says. */
    private static Instant at(String ts) {
        BigDecimal seconds = new BigDecimal(ts);
        return Instant.ofEpochSecond(
                seconds.longValue(),
                seconds.remainder(BigDecimal.ONE).movePointRight(9).longValue());
    }

    private static String ref(String channel, String ts) {
        return "message:" + channel + ":" + ts;
    }

    /** Without Slack's markup, which in a document would be noise. */
    String plain(String slackText) {
        String people = PERSON.matcher(slackText)
                .replaceAll(match -> java.util.regex.Matcher.quoteReplacement("@" + name(match.group(1))));
        String links = LINK.matcher(NAMED.matcher(people).replaceAll("$1")).replaceAll("$1");
        String text = links.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    private String name(String user) {
        try {
            return directory.actor(user).name();
        } catch (Directory.DirectoryException e) {
            return user;
        }
    }
}
