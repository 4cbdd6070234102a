package dev.opsdeck.run;

/** Another worker has taken the run over: this one must stop without touching anything. */
final class Superseded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Superseded(long run) {
        super("run " + run + " was taken over by another worker");
    }
}
