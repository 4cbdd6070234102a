package dev.opsdeck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code opsdeck import} as somebody at a terminal meets it. */
final class ImportCommandTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return new CommandLine(new ImportCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    private Path runbook(String text) throws IOException {
        return Files.writeString(folder.resolve("shop.md"), text);
    }

    private List<Path> files(Path in) throws IOException {
        try (var entries = Files.list(in)) {
            return entries.map(path -> Objects.requireNonNull(path.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void it_writes_a_draft_and_says_what_to_do_next() throws IOException {
        Path to = folder.resolve("catalog");

        int code = run(
                runbook("# Shop\n## Cache\n```bash\ndocker exec redis redis-cli flushall\nfrobnicate now\n```\n")
                        .toString(),
                "--to",
                to.toString());

        assertThat(code).isZero();
        assertThat(files(to)).map(Path::toString).containsExactly("access.yml", "shop.yml");
        assertThat(out.toString())
                .contains(
                        "1 of 2 command lines (50 %) became steps, 1 are disabled.",
                        "disabled: frobnicate now",
                        "1. Set these environment variables: SHOP_REDIS_URL",
                        "opsdeck validate " + to);
    }

    @Test
    void a_folder_that_holds_something_is_left_as_it_is() throws IOException {
        Path to = Files.createDirectory(folder.resolve("catalog"));
        Files.writeString(to.resolve("mine.yml"), "system: mine");

        int code = run(runbook("# Shop\n").toString(), "--to", to.toString());

        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("is not an empty folder", "Nothing was written");
        assertThat(files(to)).map(Path::toString).containsExactly("mine.yml");
    }

    @Test
    void what_an_interrupted_import_left_is_in_nobodys_way() throws IOException {
        Path left = Files.createDirectory(folder.resolve(".catalog.draft"));
        Files.writeString(left.resolve("half.yml"), "system: ha");
        Path to = folder.resolve("catalog");

        assertThat(run(runbook("# Shop\n").toString(), "--to", to.toString())).isZero();

        assertThat(files(to)).map(Path::toString).containsExactly("access.yml", "shop.yml");
        assertThat(left).doesNotExist();
    }

    @Test
    void what_is_no_runbook_writes_nothing() throws IOException {
        Path to = folder.resolve("catalog");

        assertThat(run(folder.resolve("nowhere.md").toString(), "--to", to.toString()))
                .isEqualTo(1);
        assertThat(run(folder.toString(), "--to", to.toString())).isEqualTo(1);
        assertThat(run(runbook("").toString(), "--to", to.toString())).isEqualTo(1);

        assertThat(err.toString()).contains("does not exist", "is a folder", "is empty");
        assertThat(to).doesNotExist();
        assertThat(files(folder)).map(Path::toString).containsExactly("shop.md");
    }

    @Test
    void a_missing_argument_is_a_misuse() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("Missing required parameter: 'RUNBOOK.md'");
    }
}
