package dev.opsdeck.backup;

import dev.opsdeck.catalog.BackedUp;
import dev.opsdeck.catalog.BackupSource;
import dev.opsdeck.catalog.Cache;
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
import java.util.Set;

/** Finds where Redis's own programs run for a cache: in the container of its service, or on this machine. */
@Singleton
final class RedisTools {
    private static final int PORT = 6379;
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final ContainerPrograms containers;
    private final LocalPrograms local;

    RedisTools(ContainerPrograms containers, LocalPrograms local) {
        this.containers = containers;
        this.local = local;
    }

    /**
     * The cache whose snapshot it is.
     *
     * @throws TargetException when the catalog has none any more
     */
    static Cache cache(ManagedSystem system, String source) {
        BackupSource found = system.backupSources().get(source);
        Cache cache = found instanceof BackedUp backedUp && backedUp.redis() != null
                ? system.caches().get(backedUp.redis())
                : null;
        if (cache == null) {
            throw new TargetException("The catalog has no cache that " + source + " is a snapshot of any more.");
        }
        return cache;
    }

    /** What it is may have a password; the program takes it from its environment. */
    RedisServer of(ManagedSystem system, Cache cache) {
        URI url = URI.create(cache.url().value());
        Map<String, String> environment = new HashMap<>();
        List<String> reach = new ArrayList<>();
        String[] user =
                url.getUserInfo() == null ? new String[0] : url.getUserInfo().split(":", 2);
        if (user.length > 0) {
            environment.put("REDISCLI_AUTH", user[user.length - 1]);
            if (user.length == 2 && !user[0].isEmpty()) {
                reach.addAll(List.of("--user", user[0]));
            }
        }
        if (containers.has(system)) {
            Place place = new Place.Container(containers, system, cache.service());
            return new RedisServer(place, reach, environment, "the container of " + cache.service());
        }
        String port = String.valueOf(url.getPort() < 0 ? PORT : url.getPort());
        reach.addAll(List.of("-h", String.valueOf(url.getHost()), "-p", port));
        return new RedisServer(new Place.Local(local, ""), reach, environment, url.getHost() + ":" + port);
    }

    /**
     * Whether a snapshot can take the place of what is in it.
     *
     * @throws TargetException when not, with why
     */
    void mayBeRestored(ManagedSystem system, Cache cache) {
        if (!containers.has(system)
                && !HERE.contains(String.valueOf(URI.create(cache.url().value()).getHost()))) {
            throw new TargetException("A snapshot is given to a Redis by a second server that runs beside it: in a"
                    + " container of a Docker engine, or on the machine that opsdeck runs on. " + cache.name()
                    + " is at neither. Put the snapshot in place by hand: stop it, replace its .rdb file, start it.");
        }
        RedisServer server = of(system, cache);
        String role = server.info("replication").getOrDefault("role", "");
        if (!role.equals("master")) {
            throw new TargetException(server + " is a " + role + " of another Redis, which it takes its data from."
                    + " Restore that one.");
        }
        if ("1".equals(server.info("cluster").get("cluster_enabled"))) {
            throw new TargetException(server + " is part of a cluster, whose data cannot be replaced on one server.");
        }
        if (server.setting("tls-replication").equals("yes")) {
            throw new TargetException(
                    server + " takes data over TLS only (tls-replication), which opsdeck has no" + " certificate for.");
        }
    }
}
