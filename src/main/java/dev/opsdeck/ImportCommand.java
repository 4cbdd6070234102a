package dev.opsdeck;

import dev.opsdeck.importing.Draft;
import dev.opsdeck.importing.ImportException;
import dev.opsdeck.importing.ImportReport;
import dev.opsdeck.importing.RunbookImport;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code opsdeck import RUNBOOK.md}. */
@Command(
        name = "import",
        description = "Writes a draft catalog from a Markdown runbook. Nothing of the runbook is carried out.",
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUNBOOK.md", description = "The runbook.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is run
    private Path runbook;

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description = "Folder for the draft, new or empty; one named after the system when left out.")
    private @Nullable Path folder;

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        try {
            Draft draft = RunbookImport.of(runbook.getFileName().toString(), content());
            Path to = folder == null ? Path.of(draft.system()) : folder;
            write(to, draft.files());
            report(draft, to);
            return 0;
        } catch (ImportException | Refused e) {
            err.println("opsdeck: " + e.getMessage());
            return 1;
        }
    }

    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    private byte[] content() {
        if (!Files.isRegularFile(runbook)) {
            throw new Refused(runbook + (Files.isDirectory(runbook) ? " is a folder." : " does not exist.")
                    + " Give the file of a runbook.");
        }
        try (InputStream in = Files.newInputStream(runbook)) {
            // One byte more than may be, so that a larger file is told from one that just fits.
            return in.readNBytes(RunbookImport.LARGEST + 1);
        } catch (IOException e) {
            throw new Refused(runbook + " cannot be read. Check that you may read it.");
        }
    }

    /** Either all of the draft is there afterwards, or nothing that was not there before. */
    private static void write(Path folder, Map<String, String> files) {
        try {
            if (Files.exists(folder) && !isEmpty(folder)) {
                throw new Refused(folder + " is not an empty folder. Nothing was written; name another one with --to.");
            }
            Path parent = Objects.requireNonNull(folder.toAbsolutePath().getParent(), "only the root has none");
            Files.createDirectories(parent);
            Path draft = Files.createDirectories(parent.resolve("." + folder.getFileName() + ".draft"));
            empty(draft);
            for (var file : files.entrySet()) {
                Files.writeString(draft.resolve(file.getKey()), file.getValue());
            }
            Files.deleteIfExists(folder);
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new Refused("The draft cannot be written to " + folder + ". Check that you may write there.");
        }
    }

    /** Of what an import left that was interrupted. */
    private static void empty(Path draft) throws IOException {
        try (Stream<Path> files = Files.list(draft)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    private void report(Draft draft, Path to) {
        PrintWriter out = spec.commandLine().getOut();
        ImportReport.sections(draft).forEach(out::println);
        out.println();
        out.println(ImportReport.summary(draft));
        ImportReport.notes(draft).forEach(out::println);
        out.println("The draft holds: " + ImportReport.contents(draft) + ".");
        out.println();
        out.println("Next:");
        next(draft, to).forEach(step -> out.println("  " + step));
    }

    private static List<String> next(Draft draft, Path to) {
        String check = "opsdeck validate " + to;
        return draft.settings().isEmpty()
                ? List.of("1. " + check, "2. Read " + to.resolve(draft.system() + ".yml") + ", disabled steps first.")
                : List.of(
                        "1. Set these environment variables: " + String.join(", ", draft.settings()),
                        "2. " + check,
                        "3. Read " + to.resolve(draft.system() + ".yml") + ", disabled steps first.");
    }
}
