package dev.opsdeck.message;

import static dev.opsdeck.message.Examples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.slack.api.util.json.GsonFactory;
import dev.opsdeck.run.RunState;
import dev.opsdeck.sim.kit.BlockKit;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class RunCardTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @EnumSource
    void slack_accepts_the_card_of_every_state(RunState state) throws IOException {
        assertThat(BlockKit.message(blocks(state))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "WAITING, Approval needed",
        "QUEUED, Queued",
        "RUNNING, Running",
        "ASKING, Your decision needed",
        "SUCCEEDED, Done in 14 s",
        "FAILED, Failed after 14 s",
        "CANCELLED, Cancelled after 14 s",
        "DENIED, Denied",
        "EXPIRED, 'Expired, not run'",
        "WITHDRAWN, 'Withdrawn, not run'",
        "VOIDED, 'Plan changed, not run'"
    })
    void the_headline_says_the_state_and_the_command(RunState state, String words) throws IOException {
        String header = blocks(state).get(0).path("text").path("text").asText();

        assertThat(header).contains(words).endsWith("restart airline/backend --rolling");
        assertThat(card(state).text()).contains(words).contains("run 17").contains("Olga Rivers");
    }

    @ParameterizedTest
    @CsvSource({
        "WAITING, run_approve run_deny run_withdraw",
        "QUEUED, run_cancel",
        "RUNNING, run_output run_cancel",
        "ASKING, run_output step_retry step_done run_give_up",
        "SUCCEEDED, run_output run_again",
        "FAILED, run_output run_again incident_declare",
        "CANCELLED, run_output run_again",
        "DENIED, run_again",
        "EXPIRED, run_again",
        "WITHDRAWN, run_again",
        "VOIDED, run_again"
    })
    void each_state_offers_what_can_be_done_in_it(RunState state, String actions) throws IOException {
        assertThat(blocks(state).findValuesAsText("action_id")).containsExactly(actions.split(" "));
    }

    @Test
    void the_buttons_of_a_step_name_the_run_and_the_step_in_doubt() throws IOException {
        assertThat(blocks(RunState.ASKING).findValuesAsText("value")).containsExactly("17", "17:1", "17:1", "17");
    }

    @Test
    void who_decides_sees_who_asks_why_what_will_happen_and_what_depends_on_it() {
        assertThat(texts(RunState.WAITING))
                .contains("<@U0OLGA0001> wants to run `/ops restart airline/backend --rolling`")
                .contains("*Reason:* memory leak since the last deploy, p99 &gt; 4 s")
                .contains("1. Restart airline-backend-1 (up to 10 s to stop)")
                .contains("*Risk:* 🟡 change")
                .contains("*Also affected:* api-gateway, web")
                .contains("*Last run here:* ✅ run 12")
                .contains("*Also active here:* run 15")
                .contains("☑️  Needs *1 of lead*: 1 of 1 (<@U0LEO00001>)")
                .contains("⬜  Needs *2 of operator*: 1 of 2")
                .contains("Expires <!date^1772360730^");
    }

    @Test
    void a_step_shows_its_state_time_attempt_and_evidence() {
        assertThat(texts(RunState.RUNNING))
                .contains(
                        "✅  Restart airline-backend-1 (up to 10 s to stop)  ·  1.4 s\n" + Lines.INDENT + "↳ Started at")
                .contains("⏳  Restart airline-backend-2 (up to 10 s to stop)  ·  12 s  ·  attempt 2 of 3")
                .contains("▫️  Check backend");
    }

    @Test
    void a_failure_shows_the_reason_the_last_lines_without_power_and_what_to_do_next() {
        assertThat(texts(RunState.FAILED))
                .contains("Step 2 failed: airline-backend-2 did not come up.")
                .contains("*Next:*")
                .contains("↳ The container exited with code 1. Its last lines:")
                .contains("10:15:22 &lt;main&gt; Cannot connect to postgres:5432 &amp; giving up")
                .doesNotContain("@channel");
    }

    @Test
    void who_denied_and_why_is_told() {
        assertThat(texts(RunState.DENIED))
                .contains("Denied by <@U0LEO00001>: The import is still running, wait until 11:00.")
                .contains("Nothing was done.");
    }

    @Test
    void a_voided_plan_shows_what_differs() {
        assertThat(texts(RunState.VOIDED))
                .contains("- Restart airline-backend-2")
                .contains("+ Restart airline-backend-3");
    }

    private static Message card(RunState state) {
        return RunCard.of(Examples.view(state), NOW);
    }

    private static JsonNode blocks(RunState state) throws IOException {
        return JSON.readTree(GsonFactory.createSnakeCase().toJson(card(state).blocks()));
    }

    private static String texts(RunState state) {
        try {
            return texts(blocks(state));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String texts(JsonNode node) {
        var all = new StringBuilder();
        if (node.path("text").isTextual()) {
            all.append(node.path("text").asText()).append('\n');
        }
        node.forEach(child -> all.append(texts(child)));
        return all.toString();
    }
}
