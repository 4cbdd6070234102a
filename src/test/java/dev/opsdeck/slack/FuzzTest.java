package dev.opsdeck.slack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** Whatever is sent, signed even, the answer is never a failure of this side. */
class FuzzTest {
    private static final SlackDouble SLACK = new SlackDouble();
    private static final SlackDoors DOORS = new SlackDoors(SLACK.apiUrl());
    private static final List<String> TYPES = List.of(SlackDoors.FORM, SlackDoors.JSON);

    @AfterContainer
    static void close() {
        DOORS.close();
        SLACK.close();
    }

    @Property(tries = 300)
    void any_bytes_are_answered(@ForAll byte[] body, @ForAll boolean json) throws Exception {
        assertThat(DOORS.send(TYPES.get(json ? 1 : 0), body, Map.of()).statusCode())
                .isIn(200, 400, 404);
    }

    @Property(tries = 600)
    void any_damage_to_a_payload_is_answered(@ForAll("damaged") Damaged damaged) throws Exception {
        var response = damaged.isForm()
                ? DOORS.send(SlackDoors.FORM, damaged.text())
                : DOORS.send(SlackDoors.JSON, damaged.text());

        assertThat(response.statusCode()).as(damaged.text()).isIn(200, 400, 404);
    }

    @Property(tries = 300)
    void any_unsigned_bytes_are_refused(@ForAll byte[] body) throws Exception {
        assertThat(DOORS.send(SlackDoors.FORM, body, "1", "v0=0", Map.of()).statusCode())
                .isEqualTo(401);
    }

    @Provide
    Arbitrary<Damaged> damaged() {
        var samples = Samples.names().stream()
                .filter(name -> name.startsWith("jsdk-"))
                .toList();
        return Combinators.combine(
                        Arbitraries.of(samples),
                        Arbitraries.longs(),
                        Arbitraries.integers().between(1, 4))
                .as(FuzzTest::damage);
    }

    /** Takes away, doubles or replaces some of a sample's tokens, which keeps much of it valid. */
    private static Damaged damage(String sample, long seed, int times) {
        var random = new Random(seed);
        String text = Samples.read(sample);
        for (int time = 0; time < times; time++) {
            String[] tokens = text.split("(?<=[\\[\\]{},:&=])|(?=[\\[\\]{},:&=])");
            int at = random.nextInt(tokens.length);
            tokens[at] = switch (random.nextInt(6)) {
                case 0 -> "";
                case 1 -> tokens[at] + tokens[at];
                case 2 -> "null";
                case 3 -> "[]";
                case 4 -> "{}";
                default -> "-1";
            };
            text = String.join("", tokens);
        }
        boolean form = sample.endsWith(".form");
        boolean event = sample.contains("-event-");
        return form || event ? new Damaged(text, form) : new Damaged("payload=" + URLEncoder.encode(text, UTF_8), true);
    }

    record Damaged(String text, boolean isForm) {}
}
