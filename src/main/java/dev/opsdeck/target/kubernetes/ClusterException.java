package dev.opsdeck.target.kubernetes;

/** A cluster that could not be asked or that refused: sentences for people that say why and what to do, no secrets. */
final class ClusterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String told;
    private final boolean refused;

    ClusterException(String told) {
        super(told);
        this.told = told;
        this.refused = true;
    }

    ClusterException(String told, Throwable cause) {
        this(told, cause, true);
    }

    ClusterException(String told, Throwable cause, boolean refused) {
        super(told, cause);
        this.told = told;
        this.refused = refused;
    }

    /** The sentences. */
    String told() {
        return told;
    }

    /** Whether it is certain that what was asked for was not done; else nobody can tell without looking. */
    boolean refused() {
        return refused;
    }
}
