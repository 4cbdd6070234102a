package dev.opsdeck.message;

import static dev.opsdeck.message.Examples.BACKEND;
import static dev.opsdeck.message.Examples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.slack.api.util.json.GsonFactory;
import dev.opsdeck.access.Decision;
import dev.opsdeck.approval.Requirement;
import dev.opsdeck.audit.AuditRecord;
import dev.opsdeck.catalog.Channels;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.Runtime;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.command.Entry;
import dev.opsdeck.plan.Instance;
import dev.opsdeck.plan.InstanceStatus;
import dev.opsdeck.plan.InstanceStatus.Vitality;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunState;
import dev.opsdeck.sim.kit.BlockKit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AnswersTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void the_status_board_shows_the_worst_first_and_how_many_need_attention() {
        Message board = StatusBoard.of(
                List.of(
                        status("postgres", instance("running", true, Vitality.HEALTHY)),
                        status("web", instance("running", true, Vitality.STARTING)),
                        status("backend", instance("exited (1)", false, Vitality.UNCHECKED))),
                NOW);

        assertThat(accepted(board)).containsSubsequence("🔴 2 of 3 need attention", "*backend*", "*web*", "*postgres*");
        assertThat(board.text()).isEqualTo("🔴 2 of 3 need attention: backend down, web starting");
    }

    @Test
    void a_service_that_cannot_be_looked_at_says_why() {
        Message board = StatusBoard.of(
                List.of(new ServiceStatus(BACKEND, List.of(), "The engine at <tcp://gone> does not answer.")), NOW);

        assertThat(accepted(board)).contains("cannot be looked at: The engine at &lt;tcp://gone&gt; does not answer.");
    }

    @Test
    void a_service_is_as_bad_as_its_worst_instance() {
        Message board = StatusBoard.of(
                List.of(status(
                        "backend",
                        instance("running", true, Vitality.HEALTHY),
                        instance("exited (137)", false, Vitality.UNCHECKED))),
                NOW);

        assertThat(accepted(board)).contains("🔴  *backend*  ·  1 of 2 running");
    }

    @Test
    void runs_are_listed_with_their_state_and_nobody_is_called() {
        List<Run> runs = Arrays.stream(RunState.values())
                .map(state -> Examples.view(state).run())
                .toList();

        assertThat(accepted(RunsList.of(runs, NOW)))
                .contains("✅  *17*  `restart airline/backend --rolling`  ·  done in 14 s  ·  Olga Rivers")
                .doesNotContain("<@");
    }

    @Test
    void what_waits_for_approval_can_be_decided_right_there() {
        String text = accepted(ApprovalsList.of(Collections.nCopies(40, Examples.waiting()), NOW));

        assertThat(text).contains("Approve", "Deny", "Needs *1 of lead*").contains("more)");
    }

    @Test
    void a_dry_run_shows_the_plan_and_offers_nothing_to_press() {
        String text = accepted(PlanCard.of(Examples.plan(), List.of(new Requirement("lead", 1, "change"))));

        assertThat(text)
                .contains("nothing was run")
                .contains("3. Check backend")
                .contains("*Approval:* 1 of *lead*")
                .doesNotContain("Approve\n");
    }

    @Test
    void a_typo_is_answered_with_the_right_command_to_press() {
        Message usage = UsageText.of(
                "There is no command \"<!channel>\".",
                "restart <service|all>",
                List.of("restart backend", "restart all"));

        assertThat(accepted(usage))
                .contains("There is no command \"&lt;!channel&gt;\".")
                .contains("Usage: `/ops restart &lt;service|all&gt;`")
                .contains("`/ops restart backend`\nRun this");
    }

    @Test
    void each_meaning_of_a_name_has_its_button() {
        Message choice = ChoiceCard.of("redis", List.of("restart airline/redis", "restart billing/redis"));

        assertThat(accepted(choice))
                .contains("`/ops restart airline/redis`\nThis one", "`/ops restart billing/redis`\nThis one");
    }

    @Test
    void a_denial_names_the_rule_and_who_could() {
        Message denial =
                DenialText.of(new Decision.Deny("databases", "You may not restart airline/postgres.", List.of("lead")));

        assertThat(denial.text())
                .contains(
                        "You may not restart airline/postgres.", "Could be done by: *lead*", "Decided by *databases*");
    }

    @Test
    void audit_entries_show_when_who_what_and_the_details() {
        var entry = new AuditRecord(
                41, NOW, "U0LEO00001", "vote", "airline/backend", Map.of("run", 17, "note", "x".repeat(5_000)), "hash");

        assertThat(accepted(AuditList.of(Collections.nCopies(200, entry), NOW)))
                .contains("`#41`", "<@U0LEO00001>  *vote*  `airline/backend`  note xxx")
                .containsPattern("… \\(\\d+ more\\)")
                .doesNotContain("more characters");
    }

    @Test
    void help_shows_usage_summary_and_examples() {
        var entry = new Entry(
                "restart", "restart <service|all>", "Restarts a service.", List.of("restart backend"), Risk.CHANGE);

        assertThat(accepted(HelpText.all(List.of(entry))))
                .contains("`restart &lt;service|all&gt;`  Restarts a service.");
        assertThat(accepted(HelpText.one(entry)))
                .contains("`/ops restart backend`")
                .contains("Risk: *change*");
    }

    @Test
    void slack_accepts_the_modals_and_the_home_tab() {
        var systems = Collections.nCopies(
                200,
                new ManagedSystem(
                        "airline",
                        "Airline Tracking",
                        new Channels("airline-ops", null),
                        new Runtime.Process(),
                        Map.of()));
        var waiting = Collections.nCopies(10, Examples.waiting());

        assertThat(BlockKit.view(json(DenyModal.of(123_456_789_012L)))).isEmpty();
        assertThat(BlockKit.view(json(CommandModal.of("")))).isEmpty();
        assertThat(BlockKit.view(json(CommandModal.of("C0OPS00001")))).isEmpty();
        assertThat(BlockKit.view(json(HomeView.of(
                        systems.stream()
                                .map(system -> new HomeView.Seen(system, null, List.of()))
                                .toList(),
                        waiting,
                        List.of(),
                        List.of(),
                        NOW))))
                .isEmpty();
    }

    private static ServiceStatus status(String service, InstanceStatus... instances) {
        return new ServiceStatus(new ServiceRef("airline", service), List.of(instances), null);
    }

    private static InstanceStatus instance(String state, boolean running, Vitality vitality) {
        return new InstanceStatus(
                new Instance("id", "one"),
                state,
                running,
                vitality,
                NOW.minus(Duration.ofHours(2)),
                0,
                "backend:4.2.0");
    }

    /** All texts of a message that Slack accepts. */
    private static String accepted(Message message) {
        JsonNode blocks = json(message.blocks());
        assertThat(BlockKit.message(blocks)).isEmpty();
        return texts(blocks);
    }

    private static JsonNode json(@Nullable Object slack) {
        try {
            return JSON.readTree(GsonFactory.createSnakeCase().toJson(slack));
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
