package dev.opsdeck.target.postgres;

/** PostgreSQL refused, with its own code and words. */
final class SqlFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String state;
    private final String words;

    /**
     * @param state SQLSTATE, empty when there is none
     * @param words the server's message
     */
    SqlFailure(String state, String words, Throwable cause) {
        super(words, cause);
        this.state = state;
        this.words = words;
    }

    SqlFailure(String state, String words) {
        super(words);
        this.state = state;
        this.words = words;
    }

    String state() {
        return state;
    }

    String words() {
        return words;
    }
}
