package dev.opsdeck.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DumpScannerTest {
    private static final String HEADER =
            "--\n-- Data for Name: %1$s; Type: TABLE DATA; Schema: public; Owner: -\n--\n\n"
                    + "COPY public.\"%1$s\" (a, b) FROM stdin;\n";
    private static final String ROWS = "1\tä\n\\N\t\\\\.\n\\.x\t\n\\\n\n2\t.\n";
    private static final String DUMP = "create function f() as $$\nCOPY x FROM stdin;\n$$;\n" + HEADER.formatted("a b")
            + ROWS + "\\.\n\nselect 1;\n" + HEADER.formatted("none") + "\\.\n" + "-- end";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 64, 100_000})
    void rows_and_sql_are_told_apart_wherever_the_pieces_end(int size) throws IOException {
        var heard = new Heard();
        var scanner = new DumpScanner(heard);
        byte[] bytes = DUMP.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += size) {
            scanner.scan(bytes, at, Math.min(size, bytes.length - at));
        }
        scanner.finish();

        assertThat(heard.tables).containsExactly("public.\"a b\" 6", "public.\"none\" 0");
        assertThat(heard.rows.toString(StandardCharsets.UTF_8)).isEqualTo(ROWS);
        assertThat(heard.sql.toString() + heard.rows.toString(StandardCharsets.UTF_8) + "\\.\n\\.\n")
                .hasSameSizeAs(DUMP);
        assertThat(heard.sql.toString())
                .contains("COPY x FROM stdin;\n$$;\n", "select 1;\n")
                .endsWith("-- end");
    }

    private static final class Heard implements DumpScanner.Listener {
        private final StringBuilder sql = new StringBuilder();
        private final ByteArrayOutputStream rows = new ByteArrayOutputStream();
        private final List<String> tables = new ArrayList<>();

        @Override
        public void line(String text, boolean whole) {
            sql.append(text);
        }

        @Override
        public void begin(String copy) {
            sql.append(copy);
        }

        @Override
        public void rows(byte[] buffer, int from, int to) {
            rows.write(buffer, from, to - from);
        }

        @Override
        public void end(String table, long count) {
            tables.add(table + " " + count);
        }
    }
}
