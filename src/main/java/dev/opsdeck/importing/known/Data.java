package dev.opsdeck.importing.known;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a runbook tells about its database and its cache. Grows while it is read. */
public final class Data {
    private @Nullable String databaseService;
    private boolean contained;
    private @Nullable String user;
    private @Nullable String name;
    private @Nullable String cacheService;
    private @Nullable String keep;
    private final Map<String, Index> indexes = new LinkedHashMap<>();
    private final Set<String> parameters = new LinkedHashSet<>();
    private final Set<String> cacheParameters = new LinkedHashSet<>();
    private final Map<String, String> warm = new LinkedHashMap<>();

    /** An index that can be made. */
    public record Index(
            String table,
            List<String> columns,
            boolean unique,
            @Nullable String where) {}

    /**
     * @param databaseService null without a database
     * @param contained whether it is asked from inside of its container
     * @param user of PostgreSQL; null when nobody says
     * @param cacheService null without a cache
     * @param keep how long backups are kept; null when nobody says
     * @param warm URLs that fill the cache, with the setting that holds their token; empty for none
     */
    public record Seen(
            @Nullable String databaseService,
            boolean contained,
            @Nullable String user,
            @Nullable String name,
            @Nullable String cacheService,
            @Nullable String keep,
            Map<String, Index> indexes,
            Set<String> parameters,
            Set<String> cacheParameters,
            Map<String, String> warm) {}

    /** The database, which the service serves if that is known by now. */
    String database(Gathered system, @Nullable String service) {
        contained |= service != null;
        if (databaseService == null || (service != null && !service.startsWith("{{"))) {
            databaseService = service != null && !service.startsWith("{{")
                    ? service
                    : system.serviceLike("postgres", "postgresql", "db", "database", "pg", "timescaledb");
        }
        return Gathered.MAIN;
    }

    void who(@Nullable String user, @Nullable String name) {
        this.user = this.user == null ? user : this.user;
        this.name = this.name == null ? name : this.name;
    }

    String cache(Gathered system, @Nullable String service) {
        if (cacheService == null || service != null) {
            cacheService = service != null ? service : system.serviceLike("redis", "cache", "valkey");
        }
        return Gathered.MAIN;
    }

    void index(String name, Index index) {
        indexes.put(name, index);
    }

    void parameter(String name) {
        parameters.add(name);
    }

    void cacheParameter(String name) {
        cacheParameters.add(name);
    }

    void warm(String url, String token) {
        warm.put(url, token);
    }

    void keep(String duration) {
        keep = duration;
    }

    Seen seen() {
        return new Seen(
                databaseService, contained, user, name, cacheService, keep, indexes, parameters, cacheParameters, warm);
    }
}
