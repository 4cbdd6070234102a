package dev.opsdeck.target;

import com.github.dockerjava.api.exception.DockerException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives calls to an engine a time limit. The HTTP client cannot: it has one read time-out for all its calls, and none at
 * all over a unix socket.
 */
final class EngineCall {
    private static final Pattern MESSAGE = Pattern.compile("\"message\"\\s*:\\s*\"(.*)\"");

    private final EngineAddress address;

    EngineCall(EngineAddress address) {
        this.address = address;
    }

    <T> T within(Duration limit, Supplier<T> call) {
        var task = new FutureTask<T>(call::get);
        Thread.ofVirtual().name("engine " + address).start(task);
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // Interrupting a virtual thread closes the socket that it is blocked on.
            task.cancel(true);
            throw unreachable("did not answer within " + limit.toSeconds() + " s", true, e);
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw unreachable("was not waited for: opsdeck is stopping", true, e);
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    private RuntimeException failure(ExecutionException e) {
        if (e.getCause() instanceof DockerException refusal) {
            return refusal;
        }
        boolean neverSent = caused(e, ConnectException.class) || caused(e, UnknownHostException.class);
        return unreachable("cannot be reached: " + reason(e), !neverSent, e);
    }

    private EngineUnreachable unreachable(String why, boolean mayHaveArrived, Throwable cause) {
        String advice = ". Check that it runs and that opsdeck may connect to it.";
        return new EngineUnreachable("The Docker engine at " + address + " " + why + advice, mayHaveArrived, cause);
    }

    private static boolean caused(Throwable e, Class<? extends Throwable> type) {
        for (@Nullable Throwable each = e; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return true;
            }
        }
        return false;
    }

    /** The engine's own words out of its error answer. */
    static String refusal(DockerException e) {
        String text = String.valueOf(e.getMessage());
        Matcher message = MESSAGE.matcher(text);
        return LogLines.clean(message.find() ? message.group(1) : text);
    }

    private static String reason(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message;
    }
}
