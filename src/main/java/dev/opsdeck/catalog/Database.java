package dev.opsdeck.catalog;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A database that one of the services serves. Either {@code url} or {@code exec} says how to reach it.
 *
 * @param url how to connect, with credentials; null when no port is open
 * @param exec how to ask it from inside its container; null when there is a URL
 * @param backup null when nobody backs it up through opsdeck
 */
@Doc("A database that one of the services serves.")
public record Database(
        @FromKey String name,

        @Doc("Service that serves it.") @RefersTo(RefersTo.Declared.SERVICE)
        String service,

        @Doc("How to connect, jdbc:postgresql://… or postgres://…; usually a setting such as ${SHOP_DB_URL}.") @Nullable
        Secret url,

        @Doc("Instead of url, where no port is open: psql in the service's container.") @Nullable
        Exec exec,

        @Nullable BackupRule backup,
        @Doc("Indexes that can be made, by name.") Map<String, DatabaseIndex> indexes,

        @Doc("Settings of the server that can be changed, by name.")
        Map<String, Adjustable> parameters)
        implements BackupSource {
    @Override
    public String serves() {
        return service;
    }

    /**
     * Who asks what with psql inside of the service's container, which must trust local connections of that user.
     *
     * @param name of the database within PostgreSQL
     */
    @Doc("psql in the container of the service; the user alone is enough.")
    public record Exec(
            @Doc("User of PostgreSQL.") @ShortForm String user,

            @Doc("Name of the database in PostgreSQL.") @Default(sameAs = "user")
            String name) {}
}
