package dev.opsdeck.target.kubernetes;

/** A cluster that could not be asked or that refused: sentences for people that say why and what to do, no secrets. */
final class ClusterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String told;

    ClusterException(String told) {
        super(told);
        this.told = told;
    }

    ClusterException(String told, Throwable cause) {
        super(told, cause);
        this.told = told;
    }

    /** The sentences. */
    String told() {
        return told;
    }
}
