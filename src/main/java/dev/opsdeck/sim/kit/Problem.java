package dev.opsdeck.sim.kit;

/**
 * One reason why Slack refuses a message or a view.
 *
 * @param reason in Slack's words, such as {@code must be less than 3001 characters}
 * @param pointer JSON pointer to the place, such as {@code /blocks/0/text/text}
 */
public record Problem(String reason, String pointer) {
    @Override
    public String toString() {
        return reason + " [json-pointer:" + pointer + "]";
    }
}
