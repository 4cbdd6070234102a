package dev.opsdeck.flow;

/** The delivery was handled before, here or on another replica: this transaction must not stand. */
final class Duplicate extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Duplicate(String delivery) {
        super("delivery " + delivery + " was handled before");
    }
}
