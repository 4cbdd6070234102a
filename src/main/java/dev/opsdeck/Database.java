package dev.opsdeck;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/** The database: the operator's, or an embedded one; migrated before anybody uses it. */
final class Database implements AutoCloseable {
    private static final int CONNECTIONS = 16;

    /**
     * A replica whose machine is frozen or gone in the middle of a transaction would keep the locks, and with them every
     * other replica, until TCP gives up after hours. No transaction here is idle for more than moments.
     */
    private static final String LET_GO = "set idle_in_transaction_session_timeout = '30s'";

    private final Optional<EmbeddedDatabase> embedded;
    private final HikariDataSource source;

    private Database(Optional<EmbeddedDatabase> embedded, HikariDataSource source) {
        this.embedded = embedded;
        this.source = source;
    }

    /**
     * Where it is and who comes.
     *
     * @param url the operator's database, or null for the embedded one
     * @param home where the embedded one keeps its data
     */
    record Address(
            @Nullable String url,
            @Nullable String user,
            @Nullable String password,
            Path home) {}

    /**
     * Opens and migrates it.
     *
     * @throws Settings.SettingException when it cannot be used
     */
    static Database open(Address address) {
        var config = new HikariConfig();
        Optional<EmbeddedDatabase> embedded =
                address.url() == null ? Optional.of(EmbeddedDatabase.start(address.home())) : Optional.empty();
        config.setJdbcUrl(embedded.map(EmbeddedDatabase::url).orElse(address.url()));
        config.setUsername(embedded.isPresent() ? "postgres" : address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(5_000);
        config.setInitializationFailTimeout(-1);
        config.setPoolName("opsdeck");
        config.addDataSourceProperty("ApplicationName", "opsdeck");
        config.setConnectionInitSql(LET_GO);
        var database = new Database(embedded, new HikariDataSource(config));
        migrate(config);
        return database;
    }

    /** Not through the pool: a connection only holds the lock for as long as another one migrates. */
    private static void migrate(HikariConfig config) {
        try {
            Flyway.configure()
                    .dataSource(config.getJdbcUrl(), config.getUsername(), config.getPassword())
                    .connectRetries(10)
                    .connectRetriesInterval(2)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new Settings.SettingException("The database behind DATABASE_URL cannot be used: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
                    + " Check the address, DATABASE_USER and"
                    + " DATABASE_PASSWORD, and that the user may create tables.");
        }
    }

    HikariDataSource source() {
        return source;
    }

    @Override
    public void close() throws IOException {
        source.close();
        if (embedded.isPresent()) {
            embedded.get().close();
        }
    }
}
