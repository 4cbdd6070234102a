package dev.opsdeck.slack;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A request that Slack would not send: it is refused, and sending it again would not help. */
final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
        super(message);
    }

    UnreadableException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Runs a parser of somebody else's, which throws whatever comes to its mind at input that it did not expect. */
    static <T> T unless(String problem, Supplier<T> parser) {
        try {
            return parser.get();
        } catch (UnreadableException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new UnreadableException(problem, e);
        }
    }

    /** The value, which Slack always sends. */
    static <T> T required(@Nullable T value, String name) {
        if (value == null || value.equals("")) {
            throw new UnreadableException("no " + name);
        }
        return value;
    }
}
