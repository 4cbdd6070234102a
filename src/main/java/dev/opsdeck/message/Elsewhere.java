package dev.opsdeck.message;

import java.util.Optional;

/** Knows where a message may go whose place keeps opsdeck out. */
@FunctionalInterface
public interface Elsewhere {
    /**
     * Where the message should go instead; those whom it concerns are told. Empty when there is no such place.
     *
     * @param key of the message in the outbox
     * @param refused the channel, by name or id, or the person, that it could not be brought to
     */
    Optional<String> than(String key, String refused);
}
