package dev.opsdeck;

import dev.opsdeck.catalog.LiveCatalog;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

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
    LiveCatalog catalog(
            @Nullable HeadStart begun, @Property(name = "opsdeck.catalog") String folder, Variables variables) {
        return begun == null ? open(Path.of(folder), new Settings(variables.values())) : begun.catalog();
    }

    /**
     * Reads it, and follows its files from then on.
     *
     * @throws Settings.SettingException when it has a mistake
     */
    static LiveCatalog open(Path folder, Settings settings) {
        try {
            return LiveCatalog.open(folder, settings::get);
        } catch (LiveCatalog.BrokenCatalogException e) {
            throw new Settings.SettingException("OPSDECK_CATALOG: " + e.getMessage());
        }
    }
}
