package dev.opsdeck.target.postgres;

import dev.opsdeck.catalog.Secret;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * How PostgreSQL's own programs log in where a URL says: by environment variables, so that no password is an argument.
 *
 * @param database name of the database in PostgreSQL
 * @param environment PGHOST, PGPORT, PGUSER, PGPASSWORD, PGSSLMODE, where the URL has them
 * @param shown host, port and database
 */
public record Login(String database, Map<String, String> environment, String shown) {
    public Login {
        environment = Map.copyOf(environment);
    }

    /** Empty when the URL is not one of PostgreSQL. */
    public static Optional<Login> of(Secret url) {
        return Address.of(url).flatMap(address -> {
            Properties parsed = Driver.parseURL(address.url(), address.credentials());
            return parsed == null ? Optional.empty() : Optional.of(of(address, parsed));
        });
    }

    private static Login of(Address address, Properties parsed) {
        var environment = new HashMap<String, String>();
        put(environment, "PGHOST", PGProperty.PG_HOST.getOrDefault(parsed));
        put(environment, "PGPORT", PGProperty.PG_PORT.getOrDefault(parsed));
        put(environment, "PGUSER", PGProperty.USER.getOrDefault(parsed));
        put(environment, "PGPASSWORD", PGProperty.PASSWORD.getOrDefault(parsed));
        put(environment, "PGSSLMODE", PGProperty.SSL_MODE.getOrDefault(parsed));
        String database = PGProperty.PG_DBNAME.getOrDefault(parsed);
        return new Login(
                database == null ? environment.getOrDefault("PGUSER", "postgres") : database,
                environment,
                address.shown());
    }

    private static void put(Map<String, String> environment, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            environment.put(name, value);
        }
    }

    @Override
    public String toString() {
        return shown;
    }
}
