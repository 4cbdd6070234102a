package dev.opsdeck.importing.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Shell is read as a shell reads it. */
final class ShellTextTest {
    private static Statement.Line line(String text) {
        return (Statement.Line) ShellText.read(text).getFirst().statement();
    }

    private static List<String> words(String text) {
        return line(text).parts().getFirst().pipeline().getFirst().words().stream()
                .map(Word::text)
                .toList();
    }

    @Provide
    Arbitrary<List<String>> pieces() {
        return Arbitraries.of(
                        "a", "b c", "'x y'", "\"p q\"", "\\ ", "\\\"", "'", "\"", " ", "e=f", "-n", "x#y", "''", "\\\n",
                        "é")
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    /** What the words are is asked of the machine's own shell. */
    @Property(tries = 60)
    void words_are_those_of_a_shell(@ForAll("pieces") List<String> pieces) throws IOException, InterruptedException {
        String command = "printf '%s\\0' first " + String.join("", pieces);
        Process shell = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(false)
                .start();
        shell.getOutputStream().close();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        Statement read = ShellText.read(command).getFirst().statement();

        if (shell.waitFor() != 0) {
            assertThat(read).isInstanceOf(Statement.Unreadable.class);
        } else {
            assertThat(words(command).subList(2, words(command).size()))
                    .isEqualTo(
                            Arrays.asList(said.substring(0, said.length() - 1).split("\0", -1)));
        }
    }

    @Test
    void pipes_lists_and_redirections_are_told_apart() {
        Statement.Line line = line("pg_dump -U me db 2>/dev/null | gzip > out.gz && echo done || exit 1");

        assertThat(line.parts())
                .extracting(Statement.Part::joint)
                .containsExactly(Statement.Joint.THEN, Statement.Joint.AND, Statement.Joint.OR);
        List<Simple> pipeline = line.parts().getFirst().pipeline();
        assertThat(pipeline).extracting(Simple::program).containsExactly("pg_dump", "gzip");
        assertThat(pipeline.getFirst().redirects().getFirst().isQuiet()).isTrue();
        assertThat(pipeline.get(1).redirects().getFirst().target().text()).isEqualTo("out.gz");
    }

    @Test
    void what_the_reader_fills_in_is_a_word() {
        assertThat(words("git checkout <previous-commit>")).containsExactly("git", "checkout", "<previous-commit>");
        assertThat(line("psql < dump.sql")
                        .parts()
                        .getFirst()
                        .pipeline()
                        .getFirst()
                        .redirects()
                        .getFirst()
                        .isInput())
                .isTrue();
    }

    @Test
    void a_here_document_belongs_to_its_command() {
        List<ShellText.Entry> entries = ShellText.read("psql -d a <<EOF\nselect 1;\nEOF\nuptime\n");

        assertThat(entries).hasSize(2);
        Statement.Line first = (Statement.Line) entries.getFirst().statement();
        assertThat(first.parts()
                        .getFirst()
                        .pipeline()
                        .getFirst()
                        .redirects()
                        .getFirst()
                        .here())
                .isEqualTo("select 1;\n");
    }

    @Test
    void a_loop_over_words_is_unrolled_and_any_other_is_not_guessed() {
        assertThat(ShellText.read("for s in a b; do\n  docker restart $s\n  sleep 5\ndone"))
                .extracting(entry -> entry.statement().getClass().getSimpleName())
                .containsExactly("Line", "Line", "Again", "Again");
        assertThat(ShellText.read("for f in *.log; do rm $f; done"))
                .extracting(ShellText.Entry::statement)
                .hasOnlyElementsOfType(Statement.Unreadable.class);
    }

    @Test
    void functions_and_conditions_are_no_commands() {
        assertThat(ShellText.read("check() {\n  curl $1\n}\nif ! curl x; then\n  exit 1\nfi\nuptime"))
                .extracting(entry -> entry.statement().getClass().getSimpleName())
                .containsExactly("Script", "Script", "Script", "Line", "Line");
    }

    @Test
    void sql_in_an_open_client_is_no_shell() {
        assertThat(ShellText.read("psql\n-- Sizes\nSELECT 1\n  FROM a;\nuptime"))
                .extracting(entry ->
                        entry.comment() + "/" + entry.statement().getClass().getSimpleName())
                .containsExactly("/Line", "Sizes/Sql", "/Line");
    }

    @Test
    void an_open_quote_spoils_only_its_own_line() {
        assertThat(ShellText.read("echo 'open\nuptime\n"))
                .extracting(entry -> entry.statement().getClass().getSimpleName())
                .containsExactly("Unreadable", "Line");
    }
}
