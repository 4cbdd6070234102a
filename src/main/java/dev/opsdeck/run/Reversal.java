package dev.opsdeck.run;

/**
 * A run is putting back what it did.
 *
 * @param to the state that it ends in when everything is put back: failed or cancelled
 * @param reason why, in a sentence
 */
public record Reversal(RunState to, String reason) {}
