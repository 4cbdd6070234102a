package dev.opsdeck.message;

import dev.opsdeck.incident.Alarm;
import dev.opsdeck.incident.Duty;
import dev.opsdeck.incident.Entry;
import dev.opsdeck.incident.Incident;
import dev.opsdeck.incident.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/** How incidents are spoken of. */
public final class IncidentWords {
    private IncidentWords() {}

    static String sign(Phase phase) {
        return switch (phase) {
            case DECLARED -> "🔴";
            case ACKNOWLEDGED -> "🟠";
            case MITIGATED -> "🟡";
            case RESOLVED -> "🟢";
            case CLOSED -> "⚪";
        };
    }

    static String word(Phase phase) {
        return switch (phase) {
            case DECLARED -> "not acknowledged yet";
            case ACKNOWLEDGED -> "being worked on";
            case MITIGATED -> "mitigated";
            case RESOLVED -> "resolved";
            case CLOSED -> "closed";
        };
    }

    /** When it came to its phase. */
    static Instant since(Incident incident) {
        Incident.Times times = incident.times();
        return switch (incident.phase()) {
            case DECLARED -> times.declared();
            case ACKNOWLEDGED -> Objects.requireNonNullElse(times.acknowledged(), times.declared());
            case MITIGATED -> Objects.requireNonNullElse(times.mitigated(), times.declared());
            case RESOLVED -> Objects.requireNonNullElse(times.resolved(), times.declared());
            case CLOSED -> Objects.requireNonNullElse(times.closed(), times.declared());
        };
    }

    /** How long it took from its beginning to its end, or to now. */
    public static Duration duration(Incident incident, Instant now) {
        return Duration.between(
                incident.times().began(),
                Objects.requireNonNullElse(incident.times().resolved(), now));
    }

    /** In one line, as in lists. */
    static String line(Incident incident, Instant now) {
        String lasted = Elapsed.words(duration(incident, now));
        return sign(incident.phase()) + " " + Mrkdwn.bold(incident.label()) + " " + Mrkdwn.code(incident.severity())
                + " " + Mrkdwn.escape(incident.title()) + "  " + Mrkdwn.code(incident.system()) + "\n" + Lines.INDENT
                + word(incident.phase()) + " since " + Mrkdwn.time(since(incident)) + " · "
                + (incident.phase().open() ? "for " : "lasted ") + lasted + room(incident);
    }

    static String room(Incident incident) {
        return incident.channel() == null ? "" : " · <#" + Mrkdwn.escape(incident.channel()) + ">";
    }

    /** What an alarm is about, to stand before its time. */
    static String alarm(Alarm alarm) {
        return switch (alarm.kind()) {
            case ACKNOWLEDGE -> "acknowledged by";
            case PAGE, ESCALATE ->
                Mrkdwn.escape(Objects.requireNonNullElse(alarm.target(), "next level")) + " is paged";
            case PHASE -> Mrkdwn.escape(alarm.detail()) + " over by";
            case UPDATE -> "update due";
            case OVERDUE -> "update late";
            case POST_MORTEM -> "post-mortem due";
        };
    }

    /** A duty, to stand at the beginning of a line. */
    public static String duty(Duty duty) {
        return switch (duty) {
            case COMMANDER -> "Commander";
            case COMMUNICATIONS -> "Communications";
            case SCRIBE -> "Scribe";
        };
    }

    /** What an entry is, to stand before its text. */
    static String sign(Entry.Kind kind) {
        return switch (kind) {
            case DECLARED -> "🔴";
            case ACKNOWLEDGED -> "🟠";
            case MITIGATED -> "🟡";
            case RESOLVED, CLOSED -> "🟢";
            case REOPENED -> "🔴";
            case SEVERITY -> "🌡️";
            case DUTY -> "👤";
            case RUN -> "⚙️";
            case APPROVAL -> "✅";
            case ALERT -> "🚨";
            case UPDATE -> "📣";
            case MESSAGE -> "📌";
            case NOTE -> "📝";
            case CLOCK -> "⏰";
            case ROOM -> "💬";
        };
    }

    /** An actor of a timeline, as a mention where it is a person. */
    static String actor(String actor) {
        return actor.matches("[UW][A-Z0-9]+") ? Mrkdwn.user(actor) : Mrkdwn.escape(actor);
    }

    static String word(Entry.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
