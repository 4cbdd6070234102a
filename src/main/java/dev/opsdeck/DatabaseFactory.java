package dev.opsdeck;

import com.zaxxer.hikari.HikariDataSource;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The database as beans: opened by the head start, or here where there was none. */
@Factory
final class DatabaseFactory {
    @Singleton
    @Requires(missingBeans = Clock.class)
    Clock clock() {
        return Clock.systemUTC();
    }

    @Singleton
    @Bean(preDestroy = "close")
    Database database(
            @Nullable HeadStart begun,
            @Nullable @Property(name = "opsdeck.database.url") String url,
            @Nullable @Property(name = "opsdeck.database.user") String user,
            @Nullable @Property(name = "opsdeck.database.password") String password,
            @Property(name = "opsdeck.home") String home) {
        return begun == null
                ? Database.open(new Database.Address(url, user, password, Path.of(home)))
                : begun.database();
    }

    @Singleton
    HikariDataSource dataSource(Database database) {
        return database.source();
    }

    @Singleton
    Jdbi jdbi(DataSource source) {
        return Jdbi.create(source).registerArrayType(String.class, "text");
    }
}
