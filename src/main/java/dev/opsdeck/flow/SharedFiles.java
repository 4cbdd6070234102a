package dev.opsdeck.flow;

/** Files that people handed over in Slack. */
public interface SharedFiles {
    /**
     * A file with what is in it.
     *
     * @param name as the person called it
     */
    record Shared(String name, byte[] content) {}

    /**
     * The file, as it is now.
     *
     * @param most bytes that are wanted; of a larger file one byte more comes, so that it can be told
     * @throws UnreadableFileException when Slack does not hand it out; its message is for the person
     */
    Shared read(String file, int most);

    /** Why a file cannot be had, and what to do. */
    final class UnreadableFileException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public UnreadableFileException(String message) {
            super(message);
        }
    }
}
