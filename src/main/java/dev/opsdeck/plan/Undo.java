package dev.opsdeck.plan;

/** What becomes of a step's doing when something after it fails. */
public enum Undo {
    /** It changes nothing, so there is nothing to put back. */
    NOTHING,
    /** opsdeck can put back what it changed. */
    BACK,
    /** It cannot be undone: when something fails after it, a person is asked. */
    NEVER
}
