package dev.opsdeck;

import dev.opsdeck.catalog.LiveCatalog;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.nio.file.Path;

/** The catalog that is in force, from the folder that the operator named. */
@Factory
final class CatalogFactory {
    @Singleton
    @Requires(missingBeans = Variables.class)
    Variables variables() {
        return new Variables(System.getenv());
    }

    @Singleton
    @Bean(preDestroy = "close")
    LiveCatalog catalog(@Property(name = "opsdeck.catalog") String folder, Variables variables) {
        Settings settings = new Settings(variables.values());
        try {
            return LiveCatalog.open(Path.of(folder), settings::get);
        } catch (LiveCatalog.BrokenCatalogException e) {
            throw new Settings.SettingException("OPSDECK_CATALOG: " + e.getMessage());
        }
    }
}
