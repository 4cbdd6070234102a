package dev.opsdeck;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The database: the operator's, or an embedded one; migrated before anybody uses it. */
@Factory
final class DatabaseFactory {
    private static final int CONNECTIONS = 16;

    @Singleton
    @Requires(missingBeans = Clock.class)
    Clock clock() {
        return Clock.systemUTC();
    }

    @Singleton
    @Bean(preDestroy = "close")
    @Requires(missingProperty = "opsdeck.database.url")
    EmbeddedDatabase embedded(@Property(name = "opsdeck.home") String home) {
        return EmbeddedDatabase.start(Path.of(home));
    }

    @Singleton
    @Bean(preDestroy = "close")
    HikariDataSource dataSource(
            @Nullable @Property(name = "opsdeck.database.url") String url,
            @Nullable @Property(name = "opsdeck.database.user") String user,
            @Nullable @Property(name = "opsdeck.database.password") String password,
            @Nullable EmbeddedDatabase embedded) {
        var config = new HikariConfig();
        config.setJdbcUrl(url == null && embedded != null ? embedded.url() : url);
        config.setUsername(embedded == null ? user : "postgres");
        config.setPassword(password);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(5_000);
        config.setInitializationFailTimeout(-1);
        config.setPoolName("opsdeck");
        config.addDataSourceProperty("ApplicationName", "opsdeck");
        var source = new HikariDataSource(config);
        migrate(source);
        return source;
    }

    private static void migrate(DataSource source) {
        try {
            Flyway.configure()
                    .dataSource(source)
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

    @Singleton
    Jdbi jdbi(DataSource source) {
        return Jdbi.create(source).registerArrayType(String.class, "text");
    }
}
