package dev.opsdeck.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.opsdeck.access.Actor;
import dev.opsdeck.access.Directory.DirectoryException;
import dev.opsdeck.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackDirectoryTest {
    private final SlackDouble slack = new SlackDouble();
    private final Jdbi database = TestDatabase.create().jdbi();
    private SlackDoors doors = new SlackDoors(slack.apiUrl(), database, Map.of());

    @BeforeEach
    void people() {
        slack.answer("users.info", user("U1", ""));
        groups("U1", "U2");
    }

    @AfterEach
    void close() {
        doors.close();
        slack.close();
    }

    @Test
    void a_person_comes_with_their_groups_by_id_and_handle() {
        assertThat(directory().actor("U1"))
                .isEqualTo(new Actor("U1", "Ada", "ada@example.com", Set.of("S1", "sre"), true));
        assertThat(directory().members("@SRE")).containsExactly("U1", "U2");
        assertThat(directory().members("<!subteam^S1|@sre>")).containsExactly("U1", "U2");
        assertThat(directory().members("nobody")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"deleted\":true",
                "\"is_bot\":true",
                "\"is_restricted\":true",
                "\"is_ultra_restricted\":true",
                "\"is_stranger\":true",
                "\"team_id\":\"T2\"",
                "\"id\":\"USLACKBOT\""
            })
    void guests_bots_leavers_and_strangers_are_no_full_members(String trait) {
        slack.answer("users.info", user("U1", "," + trait));

        assertThat(directory().actor("U1").fullMember()).isFalse();
    }

    @Test
    void somebody_of_an_organization_belongs_to_each_of_its_workspaces() {
        slack.answer("users.info", user("U1", ",\"team_id\":\"E1\",\"enterprise_user\":{\"teams\":[\"T9\",\"T1\"]}"));

        assertThat(directory().actor("U1").fullMember()).isTrue();
    }

    @Test
    void an_address_that_was_not_confirmed_counts_for_nothing() {
        slack.answer("users.info", user("U1", ",\"is_email_confirmed\":false"));

        assertThat(directory().actor("U1").email()).isNull();
    }

    @Test
    void somebody_unknown_to_slack_is_nobody() {
        slack.answer("users.info", "{\"ok\":false,\"error\":\"user_not_found\"}");

        assertThat(directory().actor("U404")).isEqualTo(new Actor("U404", "U404", null, Set.of(), false));
        slack.answer("users.list", "{\"ok\":true,\"members\":[]}");
        assertThat(directory().find("U404")).isEmpty();
    }

    @Test
    void slack_is_asked_once_for_all_who_ask_at_the_same_time_and_for_ten_minutes() throws Exception {
        var go = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Actor>> asking = IntStream.range(0, 50)
                    .mapToObj(number -> threads.submit(() -> {
                        go.await();
                        return directory().actor("U1");
                    }))
                    .toList();
            go.countDown();
            for (var answer : asking) {
                assertThat(answer.get().name()).isEqualTo("Ada");
            }
        }
        doors.clock.advance(Duration.ofMinutes(9));
        directory().actor("U1");

        assertThat(slack.callsOf("users.info")).hasSize(1);
        assertThat(slack.callsOf("usergroups.list")).hasSize(1);
    }

    @Test
    void after_ten_minutes_the_old_serves_while_the_new_is_fetched() {
        directory().actor("U1");
        groups("U2");
        doors.clock.advance(Duration.ofMinutes(11));

        assertThat(directory().actor("U1").groups()).contains("sre");
        await().untilAsserted(() -> assertThat(directory().actor("U1").groups()).isEmpty());
    }

    @Test
    void when_slack_is_down_the_old_serves_for_an_hour_and_then_nothing_does() {
        directory().actor("U1");
        slack.answer("users.info", any -> new SlackDouble.Answer(500, "", Map.of()));
        slack.answer("usergroups.list", any -> new SlackDouble.Answer(500, "", Map.of()));

        doors.clock.advance(Duration.ofMinutes(59));
        assertThat(directory().actor("U1").groups()).contains("sre");

        doors.clock.advance(Duration.ofMinutes(2));
        assertThatThrownBy(() -> directory().actor("U1")).isInstanceOf(DirectoryException.class);
    }

    @Test
    void what_slack_refuses_to_say_is_a_failure_and_not_an_empty_answer() {
        slack.answer("usergroups.list", "{\"ok\":false,\"error\":\"missing_scope\"}");

        assertThatThrownBy(() -> directory().actor("U1"))
                .isInstanceOf(DirectoryException.class)
                .hasMessageContaining("missing_scope");
        assertThatThrownBy(() -> directory().members("sre")).isInstanceOf(DirectoryException.class);
    }

    @Test
    void slack_asking_for_patience_is_not_asked_before_its_time() {
        slack.answer("users.info", any -> new SlackDouble.Answer(429, "", Map.of("Retry-After", "30")));

        for (int attempt = 0; attempt < 5; attempt++) {
            assertThatThrownBy(() -> directory().actor("U1")).isInstanceOf(DirectoryException.class);
        }
        assertThat(slack.callsOf("users.info")).hasSize(1);

        slack.answer("users.info", user("U1", ""));
        doors.clock.advance(Duration.ofSeconds(31));
        assertThat(directory().actor("U1").name()).isEqualTo("Ada");
    }

    @Test
    void a_change_of_members_is_followed_at_once_here_and_within_seconds_by_replicas() throws Exception {
        try (var replica = new SlackDoors(slack.apiUrl(), database, Map.of())) {
            var elsewhere = replica.bean(SlackDirectory.class);
            assertThat(elsewhere.actor("U1").groups()).contains("sre");
            assertThat(directory().actor("U1").groups()).contains("sre");
            groups("U2");

            doors.send(SlackDoors.JSON, event("""
                    {"type":"subteam_members_changed","subteam_id":"S1","removed_users":["U1"]}"""));

            assertThat(directory().actor("U1").groups()).isEmpty();
            replica.clock.advance(Duration.ofSeconds(4));
            assertThat(elsewhere.actor("U1").groups()).isEmpty();
        }
    }

    @Test
    void when_members_changed_and_slack_is_down_nobody_knows() throws Exception {
        directory().actor("U1");
        slack.answer("usergroups.list", any -> new SlackDouble.Answer(503, "", Map.of()));

        doors.send(SlackDoors.JSON, event("{\"type\":\"subteam_updated\",\"subteam\":{\"id\":\"S1\"}}"));

        assertThatThrownBy(() -> directory().actor("U1")).isInstanceOf(DirectoryException.class);
    }

    @Test
    void somebody_who_left_is_noticed_at_once() throws Exception {
        assertThat(directory().actor("U1").fullMember()).isTrue();
        slack.answer("users.info", user("U1", ",\"deleted\":true"));

        doors.send(SlackDoors.JSON, event("{\"type\":\"user_change\",\"user\":{\"id\":\"U1\",\"deleted\":true}}"));

        assertThat(directory().actor("U1").fullMember()).isFalse();
    }

    @Test
    void people_the_service_never_met_are_not_asked_for_when_they_change() throws Exception {
        doors.send(SlackDoors.JSON, event("{\"type\":\"user_change\",\"user\":{\"id\":\"U7\"}}"));

        assertThat(slack.callsOf("users.info")).isEmpty();
    }

    @Test
    void a_change_that_cannot_be_noted_is_not_acknowledged() throws Exception {
        database.useHandle(handle -> handle.execute("alter table directory_groups rename to gone"));

        assertThat(doors.send(SlackDoors.JSON, event("{\"type\":\"subteam_created\",\"subteam\":{\"id\":\"S2\"}}"))
                        .statusCode())
                .isEqualTo(503);
    }

    @Test
    void what_is_known_outlives_a_restart() {
        directory().actor("U1");
        slack.answer("users.info", any -> new SlackDouble.Answer(500, "", Map.of()));
        slack.answer("usergroups.list", any -> new SlackDouble.Answer(500, "", Map.of()));
        doors.close();
        doors = new SlackDoors(slack.apiUrl(), database, Map.of());

        assertThat(directory().actor("U1").groups()).contains("sre");
    }

    @Test
    void groups_whose_members_slack_leaves_out_are_asked_for() {
        slack.answer("usergroups.list", "{\"ok\":true,\"usergroups\":[{\"id\":\"S1\",\"handle\":\"sre\"}]}");
        slack.answer("usergroups.users.list", Samples.read("openapi-usergroups.users.list.json"));

        assertThat(directory().members("sre")).containsExactly("U060R4BJ4", "W123A4BC5");
    }

    @ParameterizedTest
    @CsvSource({
        "<@U5|ada>, U5",
        "<@U5>, U5",
        "U1, U1",
        "ada@example.com, U1",
        "<mailto:ada@example.com|ada@example.com>, U1",
        "@grace, U8",
        "Grace, U8"
    })
    void somebody_is_found_by_whatever_was_typed(String typed, String id) {
        slack.answer("users.lookupByEmail", user("U1", ""));
        slack.answer(
                "users.list",
                arguments -> new SlackDouble.Answer(
                        200,
                        arguments.getOrDefault("cursor", "").isEmpty()
                                ? "{\"ok\":true,\"members\":[{\"id\":\"U1\",\"name\":\"ada\"}],"
                                        + "\"response_metadata\":{\"next_cursor\":\"two\"}}"
                                : "{\"ok\":true,\"members\":[{\"id\":\"U8\",\"name\":\"grace\"}]}",
                        Map.of()));

        assertThat(directory().find(typed)).contains(id);
    }

    @Test
    void nobody_is_found_by_what_is_nobodys() {
        slack.answer("users.list", "{\"ok\":true,\"members\":[]}");
        slack.answer("users.lookupByEmail", "{\"ok\":false,\"error\":\"users_not_found\"}");

        assertThat(directory().find("@nobody")).isEmpty();
        assertThat(directory().find("no@example.com")).isEmpty();
        assertThat(directory().find("@")).isEmpty();
    }

    private SlackDirectory directory() {
        return doors.bean(SlackDirectory.class);
    }

    private void groups(String... members) {
        slack.answer(
                "usergroups.list",
                "{\"ok\":true,\"usergroups\":[{\"id\":\"S1\",\"handle\":\"sre\",\"users\":[\"%s\"]}]}"
                        .formatted(String.join("\",\"", members)));
    }

    /** Of two values for a trait, readers of JSON take the last. */
    private static String user(String id, String traits) {
        String user = """
                {"id":"%s","team_id":"T1","name":"ada","is_email_confirmed":true,
                "profile":{"display_name":"Ada","email":"ada@example.com"}%s}""".formatted(id, traits);
        return "{\"ok\":true,\"user\":" + user + "}";
    }

    private static String event(String event) {
        return "{\"type\":\"event_callback\",\"event_id\":\"Ev1\",\"event\":" + event + "}";
    }
}
