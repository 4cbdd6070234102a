package dev.opsdeck.flow;

import java.time.Instant;
import java.util.List;

/**
 * Channels of Slack, and what is in them besides our messages. Each call is one attempt: whoever calls keeps on record
 * what is wanted, and tries again.
 */
public interface Rooms {
    /** What became of an attempt. */
    sealed interface Outcome {
        /** @param value what was asked for, such as the id of a channel; empty where there is nothing to tell */
        record Done(String value) implements Outcome {}

        /** Slack said no, with its error code. */
        record Refused(String error) implements Outcome {}

        /** Not now: a limit is closed, or Slack does not answer. */
        record Later(Instant at, String why) implements Outcome {}
    }

    /** Makes a public channel; its id. */
    Outcome create(String name);

    /** The id of the channel of that name, if this app made it since then; refused with {@code name_taken} if not. */
    Outcome made(String name, Instant since);

    /** The id of the public channel of that name. */
    Outcome named(String name);

    Outcome topic(String channel, String topic);

    /** Brings people in, those too who are there already; none of them when one is refused. */
    Outcome invite(String channel, List<String> users);

    /** Adds a bookmark unless there is one of that title. */
    Outcome bookmark(String channel, String title, String link);

    Outcome pin(String channel, String ts);

    /** The permanent link to a message. */
    Outcome permalink(String channel, String ts);

    /** A message as it is now. */
    sealed interface Look {
        /**
         * @param user Slack id; empty for an app's message
         * @param reactions names of the emojis that somebody put on it
         */
        record Seen(String user, String text, List<String> reactions) implements Look {}

        /** It cannot be seen, with Slack's error code. */
        record Gone(String error) implements Look {}

        record Later(Instant at, String why) implements Look {}
    }

    Look look(String channel, String ts);
}
