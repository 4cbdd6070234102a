package dev.opsdeck.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.util.function.Supplier;

/** The JSON Schema of the catalog's files, made from the very records that the loader binds. */
public final class CatalogSchema {
    private static final CatalogSchema SYSTEM = new CatalogSchema(ManagedSystem.class);
    private static final CatalogSchema ACCESS = new CatalogSchema(AccessFile.class);

    private final Supplier<ObjectNode> written;
    private final Supplier<JsonSchema> compiled;

    private CatalogSchema(Class<?> root) {
        // Made when first asked for: a catalog without problems needs no schema at the start.
        this.written = Once.of(() -> SchemaWriter.write(root));
        this.compiled = Once.of(() -> JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        written.get(),
                        SchemaValidatorsConfig.builder()
                                .pathType(PathType.JSON_POINTER)
                                .formatAssertionsEnabled(true)
                                .build()));
    }

    /**
     * One schema for both kinds of files, for editors: a file that has the key {@code roles}, {@code rules} or
     * {@code people} is read as {@code access.yml}, any other as a system.
     */
    public static String json() {
        ObjectNode both = SchemaWriter.either(ACCESS.written.get(), SYSTEM.written.get());
        return both.toPrettyString();
    }

    static CatalogSchema ofSystem() {
        return SYSTEM;
    }

    static CatalogSchema ofAccess() {
        return ACCESS;
    }

    ObjectNode written() {
        return written.get();
    }

    JsonSchema compiled() {
        return compiled.get();
    }
}
