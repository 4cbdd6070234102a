package dev.opsdeck.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.slack.api.model.block.InputBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.PlainTextInputElement;
import com.slack.api.model.view.View;
import com.slack.api.model.view.ViewSubmit;
import com.slack.api.model.view.ViewTitle;
import dev.opsdeck.flow.Click;
import dev.opsdeck.flow.Reply;
import dev.opsdeck.flow.Request;
import dev.opsdeck.message.Message;
import dev.opsdeck.sim.SimServer;
import dev.opsdeck.sim.SlackSim;
import dev.opsdeck.sim.delivery.SimSettings;
import dev.opsdeck.sim.workspace.SimWorkspace;
import dev.opsdeck.testing.FreePort;
import dev.opsdeck.testing.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The doors at a simulated workspace, through each of the two ways in. */
class SimulatedSlackTest {
    private static final String BOT = "U0BOT00001";
    private static final String OLGA = "U0OLGA0001";
    private static final String LEO = "U0LEO00001";
    private static final String OPS = "C0OPS00001";
    private static final String PRIVATE = "C0SECRET01";
    private static final String GROUP = "S0LEADS001";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private @Nullable SlackDoors doors;
    private @Nullable SimServer server;

    @AfterEach
    void close() {
        if (doors != null) {
            doors.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_command_is_answered_where_it_was_typed_and_for_who_typed_it(boolean socketMode) throws Exception {
        SlackSim sim = start(socketMode);
        intake().reply = () -> new Reply.Private(Message.of("All is well"));

        assertThat(sim.as(OLGA).command(OPS, "/ops restart backend").error()).isEmpty();

        Request request = intake().requests.getFirst();
        assertThat(request.text()).isEqualTo("restart backend");
        assertThat(request.user()).isEqualTo(OLGA);
        assertThat(request.channelName()).isEqualTo("airline-ops");
        await().untilAsserted(() -> assertThat(sim.as(OLGA).ephemerals(OPS))
                .singleElement()
                .satisfies(message -> assertThat(message.text()).isEqualTo("All is well")));
        assertThat(sim.as(LEO).ephemerals(OPS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_command_in_a_private_channel_knows_the_channels_name(boolean socketMode) throws Exception {
        SlackSim sim = start(socketMode);

        assertThat(sim.as(LEO).command(PRIVATE, "/ops status").error()).isEmpty();

        assertThat(intake().requests).singleElement().satisfies(request -> assertThat(request.channelName())
                .isEqualTo("leads-only"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_click_delivered_four_times_is_one_click_by_its_key(boolean socketMode) throws Exception {
        SlackSim sim = start(socketMode);
        String ts = sim.call("chat.postMessage", Map.of("channel", OPS, "text", "Approve?", "blocks", """
                        [{"type":"actions","block_id":"vote","elements":[{"type":"button","action_id":"approve",
                        "text":{"type":"plain_text","text":"Approve"},"value":"42"}]}]"""))
                .get("ts")
                .asText();
        intake().reply = () -> new Reply.Private(Message.of("Your vote was cast"));
        sim.faults().duplicateDeliveries(3);

        assertThat(sim.as(LEO).click(OPS, ts, "approve").error()).isEmpty();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(intake().clicks).hasSize(4));
        assertThat(intake().clicks.stream().distinct()).singleElement().satisfies(SimulatedSlackTest::assertVote);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sim.as(LEO).ephemerals(OPS)).isNotEmpty());
    }

    private static void assertVote(Click click) {
        assertThat(click.user()).isEqualTo(LEO);
        assertThat(click.value()).isEqualTo("42");
        assertThat(click.channelName()).isEqualTo("airline-ops");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_modal_opens_shows_its_errors_and_closes(boolean socketMode) throws Exception {
        SlackSim sim = start(socketMode);
        intake().reply = () -> new Reply.Open(reasonModal());
        assertThat(sim.as(OLGA).command(OPS, "/ops").error()).isEmpty();
        assertThat(sim.as(OLGA).modal()).isPresent();

        intake().reply = () -> new Reply.Errors(Map.of("reason", "Say more"));
        assertThat(sim.as(OLGA).submit(Map.of("reason", "no")).fieldErrors()).containsEntry("reason", "Say more");

        intake().reply = Reply.Silent::new;
        assertThat(sim.as(OLGA).submit(Map.of("reason", "deploy froze")).error())
                .isEmpty();
        assertThat(sim.as(OLGA).modals()).isEmpty();
        assertThat(intake().submissions.getLast().values()).isEqualTo(Map.of("reason", "deploy froze"));
        assertThat(intake().submissions.getLast().metadata()).isEqualTo("run 7");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_mention_is_answered_in_its_thread(boolean socketMode) throws Exception {
        SlackSim sim = start(socketMode);
        intake().reply = () -> new Reply.Private(Message.of("All is well"));

        String asked = sim.as(OLGA).mention(OPS, "status").ts();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sim.messages(OPS)).anySatisfy(message -> {
                    assertThat(message.text()).isEqualTo("All is well");
                    assertThat(message.body().path("thread_ts").asText()).isEqualTo(asked);
                }));
        assertThat(intake().requests.getFirst().text()).isEqualTo("status");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void somebody_taken_out_of_a_group_is_out_at_once(boolean socketMode) throws Exception {
        SlackSim sim = start(socketMode);
        var directory = doors().bean(SlackDirectory.class);
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> directory.actor(LEO).groups().contains("ops-leads"));
        assertThat(directory.actor(LEO).email()).isEqualTo("leo@northwind.example");
        assertThat(directory.actor(LEO).fullMember()).isTrue();
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> !directory.actor(BOT).fullMember());

        sim.groupMembers(GROUP, List.of(OLGA));

        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> directory.actor(LEO).groups().isEmpty());
        assertThat(directory.members("@ops-leads")).containsExactly(OLGA);
    }

    private SlackSim start(boolean socketMode) throws IOException {
        int port = FreePort.any();
        var settings = new HashMap<String, Object>(Map.of("opsdeck.slack.signing-secret", SlackDoors.SECRET));
        if (socketMode) {
            settings.put("opsdeck.slack.app-token", "xapp-test");
        }
        String api = "http://localhost:" + port + "/sim/api/";
        doors = new SlackDoors(api, TestDatabase.create().jdbi(), settings);
        var patient = new SimSettings(PATIENCE, List.of());
        server = SimServer.start(workspace(socketMode, doors.url("")), patient, doors.clock, port);
        if (socketMode) {
            await().atMost(PATIENCE).until(() -> doors().bean(SocketMode.class).problem() == null);
        }
        return server.sim();
    }

    private SlackDoors doors() {
        if (doors == null) {
            throw new IllegalStateException("Not started");
        }
        return doors;
    }

    private RecordingIntake intake() {
        return doors().intake;
    }

    private static View reasonModal() {
        var input = PlainTextInputElement.builder().actionId("text").build();
        return View.builder()
                .type("modal")
                .callbackId("deny")
                .privateMetadata("run 7")
                .title(ViewTitle.builder().type("plain_text").text("Deny").build())
                .submit(ViewSubmit.builder().type("plain_text").text("Deny").build())
                .blocks(List.of(InputBlock.builder()
                        .blockId("reason")
                        .label(PlainTextObject.builder().text("Why").build())
                        .element(input)
                        .build()))
                .build();
    }

    private static SimWorkspace workspace(boolean socketMode, URI bot) {
        return new SimWorkspace(
                new SimWorkspace.Team("T0TEAM0001", "northwind", "Northwind Ops"),
                new SimWorkspace.App(
                        "A0APP00001",
                        "opsdeck",
                        "B0BOT00001",
                        BOT,
                        new SimWorkspace.Credentials(SlackDoors.SECRET, "xoxb-test", "xapp-test"),
                        socketMode ? null : bot,
                        socketMode,
                        List.of(new SimWorkspace.Command("/ops", "restart <service>", "Run a runbook", false)),
                        List.of(),
                        SimWorkspace.ALL_EVENTS),
                List.of(
                        new SimWorkspace.Person(OLGA, "olga", "Olga Rivers", "olga@northwind.example", "SRE", null),
                        new SimWorkspace.Person(LEO, "leo", "Leo Park", "leo@northwind.example", "Ops lead", null)),
                List.of(new SimWorkspace.Group(GROUP, "ops-leads", "Ops leads", List.of(LEO))),
                List.of(
                        new SimWorkspace.Room(OPS, "airline-ops", "", false, List.of(BOT, OLGA, LEO)),
                        new SimWorkspace.Room(PRIVATE, "leads-only", "", true, List.of(BOT, LEO))));
    }
}
