package dev.opsdeck.backup;

import dev.opsdeck.catalog.BackedUp;
import dev.opsdeck.catalog.BackupSource;
import dev.opsdeck.catalog.Cache;
import dev.opsdeck.catalog.Database;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.target.ContainerPrograms;
import dev.opsdeck.target.LocalPrograms;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds how something that the catalog names is written out. */
@Singleton
final class Producers {
    private static final String ROOT = "/";

    private final PostgresTools postgres;
    private final RedisTools redis;
    private final ContainerPrograms containers;
    private final LocalPrograms local;

    Producers(PostgresTools postgres, RedisTools redis, ContainerPrograms containers, LocalPrograms local) {
        this.postgres = postgres;
        this.redis = redis;
        this.containers = containers;
        this.local = local;
    }

    static BackupSource declared(ManagedSystem system, String source) {
        BackupSource found = system.backupSources().get(source);
        if (found == null) {
            throw new TargetException("The catalog does not name " + source + " any more, so it cannot be backed up.");
        }
        return found;
    }

    /** @throws TargetException when it cannot be written out, with the reason */
    Producer of(ManagedSystem system, BackupSource source) {
        return switch (source) {
            case Database database -> new PostgresDump(postgres.of(system, database));
            case BackedUp backedUp when backedUp.redis() != null -> redis(system, backedUp);
            case BackedUp backedUp -> files(system, backedUp);
        };
    }

    private Producer redis(ManagedSystem system, BackedUp source) {
        Cache cache = RedisTools.cache(system, source.name());
        RedisServer server = redis.of(system, cache);
        return new StreamOf(
                server.place(),
                Manifest.Kind.REDIS,
                ".rdb",
                "the cache " + cache.name(),
                "redis-cli",
                server.arguments("--rdb", "-"),
                "--version",
                server.environment());
    }

    private Producer files(ManagedSystem system, BackedUp source) {
        List<String> arguments = new ArrayList<>(List.of("-C", ROOT, "-cf", "-", "--"));
        FileTrees.paths(source).forEach(path -> arguments.add(inRoot(path)));
        return new StreamOf(
                place(system, source.service()),
                Manifest.Kind.FILES,
                ".tar",
                source.name(),
                "tar",
                arguments,
                "--help",
                Map.of());
    }

    private static String inRoot(String path) {
        return path.equals(ROOT) ? "." : path.substring(1);
    }

    private Place place(ManagedSystem system, @Nullable String service) {
        return service == null ? new Place.Local(local, "") : new Place.Container(containers, system, service);
    }
}
