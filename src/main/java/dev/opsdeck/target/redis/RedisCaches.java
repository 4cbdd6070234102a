package dev.opsdeck.target.redis;

import dev.opsdeck.catalog.Cache;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.probe.ProbeException;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Opens one connection per question to the caches of the catalog, over threads that all of them share. */
@Singleton
public final class RedisCaches {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration GOODBYE = Duration.ofSeconds(2);
    private static final int THREADS = 2;

    private @Nullable ClientResources resources;
    private @Nullable RedisClient client;

    /**
     * What comes of asking the cache of that name, with the connection closed afterwards. It is given up a little before
     * the time is over, so that the reason arrives while somebody waits for it.
     *
     * @throws ProbeException when it cannot be asked
     */
    public <T> T ask(ManagedSystem system, String name, Duration whole, Function<RedisReader, T> question) {
        Duration patience = whole.multipliedBy(4).dividedBy(5);
        Cache cache = Optional.ofNullable(system.caches().get(name))
                .orElseThrow(() -> new ProbeException("The catalog has no cache " + name + " any more."));
        RedisURI uri = uri(cache);
        uri.setTimeout(patience);
        String where = name + " at " + place(uri);
        try (var reader = new RedisReader(client().connect(StringCodec.UTF8, uri), patience)) {
            return question.apply(reader);
        } catch (RedisException e) {
            throw RedisFaults.told(where, e);
        }
    }

    /**
     * What comes of changing something in the cache of that name, with the connection closed afterwards.
     *
     * @param patience for each command
     * @throws TargetException when it cannot be reached, or refuses
     */
    public <T> T change(ManagedSystem system, String name, Duration patience, Function<RedisWriter, T> change) {
        Cache cache = Optional.ofNullable(system.caches().get(name))
                .orElseThrow(() -> new TargetException("The catalog has no cache " + name + " any more."));
        try {
            RedisURI uri = uri(cache);
            uri.setTimeout(patience);
            try (var writer = new RedisWriter(client().connect(StringCodec.UTF8, uri), uri.getDatabase())) {
                return change.apply(writer);
            } catch (RedisException e) {
                throw RedisFaults.changing(name + " at " + place(uri), e);
            }
        } catch (ProbeException e) {
            throw new TargetException(String.valueOf(e.getMessage()), e);
        }
    }

    private static RedisURI uri(Cache cache) {
        try {
            return RedisURI.create(cache.url().value().strip());
        } catch (IllegalArgumentException e) {
            // The library's message holds the URL, and the URL a password.
            throw new ProbeException("The URL of the cache " + cache.name()
                    + " is not one of Redis. Write redis://:password@host:6379/0, or rediss:// with TLS.");
        }
    }

    private static String place(RedisURI uri) {
        String socket = uri.getSocket();
        return socket == null ? uri.getHost() + ":" + uri.getPort() : socket;
    }

    /** Made at its first use: a deployment without caches needs no threads for them. */
    private synchronized RedisClient client() {
        if (client == null) {
            resources = DefaultClientResources.builder()
                    .ioThreadPoolSize(THREADS)
                    .computationThreadPoolSize(THREADS)
                    .build();
            client = RedisClient.create(resources);
            client.setOptions(ClientOptions.builder()
                    .autoReconnect(false)
                    .socketOptions(
                            SocketOptions.builder().connectTimeout(CONNECT).build())
                    .timeoutOptions(TimeoutOptions.enabled())
                    .build());
        }
        return client;
    }

    @PreDestroy
    synchronized void close() {
        if (client != null && resources != null) {
            client.shutdown(Duration.ZERO, GOODBYE);
            resources.shutdown();
        }
    }
}
