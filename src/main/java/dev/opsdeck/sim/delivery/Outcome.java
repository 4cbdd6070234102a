package dev.opsdeck.sim.delivery;

import java.util.Map;

/**
 * What a person's action led to.
 *
 * @param error Slack's error where the bot did not acknowledge; empty otherwise
 * @param fieldErrors messages by block id where a form was not accepted
 */
public record Outcome(String error, Map<String, String> fieldErrors) {
    public Outcome {
        fieldErrors = Map.copyOf(fieldErrors);
    }

    static final Outcome DONE = new Outcome("", Map.of());

    static Outcome of(Ack ack) {
        return new Outcome(ack.error(), Map.of());
    }

    public boolean ok() {
        return error.isEmpty() && fieldErrors.isEmpty();
    }
}
