package dev.opsdeck;

import dev.opsdeck.catalog.CatalogSchema;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code opsdeck schema}. */
@Command(
        name = "schema",
        description = "Prints the catalog's JSON Schema, for editors.",
        mixinStandardHelpOptions = true)
final class SchemaCommand implements Runnable {
    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is run
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().getOut().println(CatalogSchema.json());
    }
}
