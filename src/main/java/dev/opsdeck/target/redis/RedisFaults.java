package dev.opsdeck.target.redis;

import dev.opsdeck.plan.TargetException;
import dev.opsdeck.probe.ProbeException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandInterruptedException;
import io.lettuce.core.RedisCommandTimeoutException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What Redis' refusals mean for somebody who asked something, and what to do. */
final class RedisFaults {
    private RedisFaults() {}

    /** @param where name of the cache in the catalog and where it is, without credentials */
    static ProbeException told(String where, RuntimeException e) {
        return new ProbeException("Could not ask the cache " + where + ": " + reason(e), e);
    }

    /** @param where as in {@link #told} */
    static TargetException changing(String where, RuntimeException e) {
        return new TargetException("Could not change the cache " + where + ": " + reason(e), e);
    }

    private static String reason(RuntimeException e) {
        for (@Nullable Throwable each = e; each != null; each = each.getCause()) {
            String told =
                    switch (each) {
                        case RedisCommandExecutionException refusal -> refused(refusal);
                        case RedisCommandInterruptedException _, RedisCommandTimeoutException _ ->
                            "it did not answer in time. It may be busy with a slow command, or the network is.";
                        case UnknownHostException _ -> "there is no host of that name. Correct the URL in the catalog.";
                        case ConnectException _ ->
                            "it refused the connection. Check that it runs and that opsdeck may connect to it.";
                        case SSLException _ ->
                            "there was no encrypted connection. rediss:// needs TLS on that port, redis:// must not"
                                    + " have it.";
                        default -> null;
                    };
            if (told != null) {
                return told;
            }
        }
        return "it cannot be reached. Check that it runs and that opsdeck may connect to it.";
    }

    private static String refused(RedisCommandExecutionException e) {
        String words = Objects.requireNonNullElse(e.getMessage(), "no reason given");
        String code = words.split(" ", 2)[0];
        return switch (code) {
            case "WRONGPASS", "NOAUTH" -> "it refused the password. Correct it in the setting that the catalog names.";
            case "NOPERM" -> "its user may not do that (" + words + "). Allow it the commands that are needed.";
            case "LOADING" -> "it is still loading its data. Ask again in a moment.";
            case "WRONGTYPE" -> "that key holds another kind of value.";
            case "MASTERDOWN" -> "it is a replica without its primary.";
            default -> words + ".";
        };
    }
}
