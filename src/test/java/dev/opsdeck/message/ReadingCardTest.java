package dev.opsdeck.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.probe.Answer;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.probe.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadingCardTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String QUERY = "select * from orders where customer = '…' and placed > now() ".repeat(5);

    private static Message card(Table table) {
        Reading reading = Reading.of("2 of 97 connections taken.", List.of(Measure.of("used", 2, "percent")), table);
        return ReadingCard.of(
                "shop/main  ·  active",
                new Answer.Read(reading, Duration.ofMillis(420)),
                NOW,
                "id-1",
                List.of(new Next("locks", "db shop/main locks")));
    }

    private static Table rows(int count, String last) {
        return new Table(
                List.of("age", "pid", "user", "query"),
                IntStream.range(0, count)
                        .mapToObj(i -> List.of(i + " s", String.valueOf(1_000 + i), "shop", last))
                        .toList(),
                true);
    }

    @Test
    void short_columns_are_aligned_and_long_ones_stand_beneath() {
        assertThat(TextTable.of(rows(2, QUERY)).text())
                .isEqualTo("""
                age   pid  user
                0 s  1000  shop
                  query: %s
                  %s
                1 s  1001  shop
                  query: %s
                  %s""".formatted(part(0), part(1), part(0), part(1)).replace("query: ", ""));
    }

    private static String part(int line) {
        String cut = Cut.plain(QUERY.strip(), 88);
        return cut.substring(line * 44, Math.min(cut.length(), line * 44 + 44));
    }

    @Test
    void no_line_is_wider_than_a_phone() {
        assertThat(TextTable.of(rows(30, QUERY)).text().lines()).allMatch(line -> line.length() <= 46);
        Table wide = new Table(
                IntStream.range(0, 20).mapToObj(i -> "column" + i).toList(),
                List.of(IntStream.range(0, 20).mapToObj(i -> "value " + i).toList()),
                true);
        assertThat(TextTable.of(wide).text().lines()).allMatch(line -> line.length() <= 46);
        assertThat(TextTable.of(wide).text()).contains("column19: value 19");
    }

    @Test
    void what_does_not_fit_is_counted_and_there_is_a_button_for_all_of_it() {
        Message message = card(rows(500, QUERY));

        String all = message.blocks().toString();
        assertThat(all).contains("more rows are in the CSV", "reading_csv", "id-1", "command_run_0");
        assertThat(all.length()).isLessThan(12_000);
        assertThat(message.text()).isEqualTo("shop/main  ·  active: 2 of 97 connections taken.");
    }

    @Test
    void what_comes_from_outside_can_neither_notify_nor_break_out() {
        String all = card(rows(1, "<!channel> ```")).blocks().toString();

        assertThat(all).contains("&lt;!channel&gt;").doesNotContain("<!channel>");
        assertThat(all.split("```", -1)).hasSize(3);
    }

    @Test
    void nobody_can_tell_is_said_with_the_reason() {
        Message message = ReadingCard.of(
                "shop/main  ·  ping", new Answer.Unknown("It is down.", Duration.ofSeconds(3)), NOW, null, List.of());

        assertThat(message.text()).contains("Nobody can tell. It is down.");
        assertThat(message.blocks().toString()).contains("in 3.0 s");
    }
}
