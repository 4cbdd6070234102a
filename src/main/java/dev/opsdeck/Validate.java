package dev.opsdeck;

import dev.opsdeck.catalog.CatalogLoader;
import dev.opsdeck.catalog.Problem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code opsdeck validate DIR…}. */
@Command(
        name = "validate",
        description = "Checks catalogs; prints every problem with file, line and a suggestion.",
        mixinStandardHelpOptions = true)
final class Validate implements Callable<Integer> {
    @Parameters(
            paramLabel = "DIR",
            arity = "1..*",
            description = "Folder with the catalog's YAML files; several are checked as if they were one.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is run
    private List<Path> folders;

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Settings settings = new Settings(System.getenv());
        return switch (CatalogLoader.validate(folders, settings::get)) {
            case CatalogLoader.Loaded(var catalog, List<Problem> warnings) -> {
                warnings.forEach(warning -> out.println("Warning: " + warning));
                int services = catalog.systems().values().stream()
                        .mapToInt(system -> system.services().size())
                        .sum();
                out.println(
                        "The catalog is fine: " + catalog.systems().size() + " systems, " + services + " services.");
                yield 0;
            }
            case CatalogLoader.Rejected(List<Problem> problems) -> {
                problems.forEach(out::println);
                out.println(problems.size() == 1 ? "1 problem." : problems.size() + " problems.");
                yield 1;
            }
        };
    }
}
