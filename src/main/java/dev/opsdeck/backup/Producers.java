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
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds how something that the catalog names is written out. */
@Singleton
final class Producers {
    private static final String ROOT = "/";

    private final PostgresTools postgres;
    private final ContainerPrograms containers;
    private final LocalPrograms local;

    Producers(PostgresTools postgres, ContainerPrograms containers, LocalPrograms local) {
        this.postgres = postgres;
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
            case BackedUp backedUp when backedUp.redis() != null -> redis(system, backedUp.redis());
            case BackedUp backedUp -> files(system, backedUp);
        };
    }

    /** What the snapshot is of may have a password; the program takes it from its environment. */
    private Producer redis(ManagedSystem system, String name) {
        Cache cache = system.caches().get(name);
        if (cache == null) {
            throw new TargetException("The catalog has no cache " + name + " any more.");
        }
        URI url = URI.create(cache.url().value());
        Map<String, String> environment = new HashMap<>();
        List<String> arguments = new ArrayList<>();
        String[] user =
                url.getUserInfo() == null ? new String[0] : url.getUserInfo().split(":", 2);
        if (user.length > 0) {
            environment.put("REDISCLI_AUTH", user[user.length - 1]);
            if (user.length == 2 && !user[0].isEmpty()) {
                arguments.addAll(List.of("--user", user[0]));
            }
        }
        boolean inside = containers.has(system);
        if (!inside) {
            String port = String.valueOf(url.getPort() < 0 ? 6379 : url.getPort());
            arguments.addAll(List.of("-h", url.getHost(), "-p", port));
        }
        arguments.addAll(List.of("--rdb", "-"));
        return new StreamOf(
                place(system, inside ? cache.service() : null),
                Manifest.Kind.REDIS,
                ".rdb",
                "the cache " + name,
                "redis-cli",
                arguments,
                "--version",
                environment);
    }

    private Producer files(ManagedSystem system, BackedUp source) {
        List<String> paths = source.directory() == null ? source.files() : List.of(source.directory());
        List<String> arguments = new ArrayList<>(List.of("-C", ROOT, "-cf", "-", "--"));
        for (String path : paths) {
            if (!path.startsWith(ROOT) || path.indexOf('\0') >= 0) {
                throw new TargetException(
                        "\"" + path + "\" in the catalog is not an absolute path; write it from / on.");
            }
            arguments.add(path.equals(ROOT) ? "." : path.substring(1));
        }
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

    private Place place(ManagedSystem system, @Nullable String service) {
        return service == null ? new Place.Local(local, "") : new Place.Container(containers, system, service);
    }
}
