package dev.opsdeck.slack;

import static dev.opsdeck.slack.SenderRig.OLGA;
import static dev.opsdeck.slack.SenderRig.OPS;
import static dev.opsdeck.slack.SenderRig.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.opsdeck.message.FileSource;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Urgency;
import dev.opsdeck.sim.api.CallLog.Call;
import dev.opsdeck.sim.api.Faults.Fault;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SenderTest {
    private final SenderRig rig = new SenderRig();

    @AfterEach
    void close() throws InterruptedException {
        rig.close();
    }

    @Test
    void a_card_is_posted_once_and_then_updated_in_place() {
        rig.start();
        rig.desire("run:1", OPS, "running", Urgency.PROGRESS);
        await().until(() -> rig.texts(OPS).equals(List.of("running")));

        rig.desire("run:1", OPS, "done", Urgency.FINAL);

        await().until(() -> rig.texts(OPS).equals(List.of("done")));
        assertThat(rig.outbox.posted("run:1").orElseThrow().channel()).isEqualTo(OPS);
    }

    @Test
    void content_that_did_not_change_sends_nothing() {
        rig.start();
        rig.desire("run:1", OPS, "running", Urgency.PROGRESS);
        await().until(rig::idle);

        rig.desire("run:1", OPS, "running", Urgency.FINAL);

        assertThat(rig.idle()).isTrue();
        assertThat(rig.sim.calls().of("chat.update")).isEmpty();
    }

    @Test
    void of_many_versions_only_the_newest_matters() {
        rig.start();
        IntStream.rangeClosed(1, 100).forEach(i -> rig.desire("run:1", OPS, "step " + i, Urgency.PROGRESS));

        await().until(() -> rig.texts(OPS).equals(List.of("step 100")));
        assertThat(rig.sim.calls().of("chat.update").size()).isLessThan(10);
    }

    @Test
    void content_of_an_older_version_never_replaces_that_of_a_newer_one() {
        rig.write(tx -> {
            rig.outbox.desire(tx, "run:1", OPS, Message.of("new"), Urgency.FINAL, 7);
            rig.outbox.desire(tx, "run:1", OPS, Message.of("old"), Urgency.PROGRESS, 6);
        });
        rig.start();

        await().until(() -> rig.texts(OPS).equals(List.of("new")));
    }

    @Test
    void what_is_final_goes_before_what_only_progresses() {
        IntStream.rangeClosed(1, 8).forEach(i -> rig.desire("run:" + i, channel(i), "start " + i, Urgency.PROGRESS));
        Sender first = rig.start();
        await().atMost(Duration.ofSeconds(60)).until(rig::idle);
        close(first);
        rig.clock.pass(Duration.ofMinutes(5));
        IntStream.rangeClosed(1, 7).forEach(i -> rig.desire("run:" + i, channel(i), "more " + i, Urgency.PROGRESS));
        rig.desire("run:8", channel(8), "end 8", Urgency.FINAL);
        rig.sim.calls().clear();

        rig.start();

        await().atMost(Duration.ofSeconds(60)).until(rig::idle);
        assertThat(rig.sim.calls().of("chat.update").stream()
                        .filter(call -> call.args().path("channel").asText().equals(channel(8)))
                        .findFirst()
                        .map(call -> call.args().path("text").asText()))
                .contains("end 8");
    }

    @Test
    void a_burst_into_one_channel_keeps_the_limits_of_slack_and_its_order() {
        rig.start();
        IntStream.rangeClosed(1, 9).forEach(i -> rig.post("note:" + i, OPS, "note " + i));

        await().atMost(Duration.ofSeconds(60)).until(rig::idle);
        assertThat(rig.texts(OPS))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 9).mapToObj(i -> "note " + i).toList());
        assertThat(rig.sim.calls().of("chat.postMessage")).allMatch(Call::ok);
    }

    @Test
    void a_channel_that_is_slow_holds_up_no_other() {
        rig.sim.faults().plan("chat.postMessage", new Fault.Hang(), 1);
        rig.start();
        rig.post("slow", OPS, "slow");
        await().until(() -> rig.queueHolds("slow"));

        rig.post("quick", OTHER, "quick");

        await().until(() -> rig.texts(OTHER).equals(List.of("quick")));
        assertThat(rig.queueHolds("slow")).isTrue();
    }

    @Test
    void retry_after_is_honoured_and_the_message_arrives() {
        rig.sim.faults().plan("chat.postMessage", new Fault.RateLimited(Duration.ofSeconds(2)), 1);
        rig.start();
        rig.post("note", OPS, "note");

        await().until(() -> rig.texts(OPS).equals(List.of("note")));
        List<Call> calls = rig.sim.calls().of("chat.postMessage");
        assertThat(calls).hasSize(2);
        assertThat(Duration.between(calls.getFirst().at(), calls.getLast().at()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void a_post_whose_answer_was_lost_is_found_again_and_not_repeated() {
        rig.sim.faults().plan("chat.postMessage", new Fault.LoseAnswer(), 1);
        rig.start();
        rig.desire("run:1", OPS, "running", Urgency.PROGRESS);
        await().until(() -> rig.outbox.posted("run:1").isPresent());

        rig.desire("run:1", OPS, "done", Urgency.FINAL);

        await().until(() -> rig.texts(OPS).equals(List.of("done")));
        assertThat(rig.sim.calls().of("chat.postMessage")).hasSize(1);
    }

    @Test
    void a_post_whose_answer_was_lost_on_a_connection_used_before_is_not_repeated_either() {
        rig.start();
        rig.post("first", OPS, "first");
        await().until(rig::idle);
        rig.sim.faults().plan("chat.postMessage", new Fault.LoseAnswer(), 1);

        rig.post("second", OPS, "second");

        await().until(rig::idle);
        assertThat(rig.texts(OPS)).containsExactly("first", "second");
    }

    @Test
    void a_post_of_a_process_that_died_before_the_answer_is_found_again() throws InterruptedException {
        rig.desire("run:1", OPS, "running", Urgency.PROGRESS);
        var claimed = rig.queue
                .claim(List.of(), List.of(), List.of(), Duration.ofSeconds(60))
                .orElseThrow();
        rig.queue.begins(claimed, null);
        rig.sim.call(
                "chat.postMessage",
                java.util.Map.of(
                        "channel",
                        OPS,
                        "text",
                        "running",
                        "metadata",
                        java.util.Map.of(
                                "event_type",
                                SenderLookup.EVENT_TYPE,
                                "event_payload",
                                java.util.Map.of(SenderLookup.KEY, "run:1"))));
        rig.clock.pass(Duration.ofSeconds(61));

        rig.start();

        await().until(rig::idle);
        assertThat(rig.texts(OPS)).containsExactly("running");
    }

    @Test
    void nothing_is_lost_or_doubled_while_slack_is_away_for_ten_minutes() {
        rig.sim.limits().enforce(false);
        rig.start();
        for (Fault fault : List.of(
                new Fault.ServerError(500),
                new Fault.RateLimited(Duration.ofSeconds(30)),
                new Fault.Close(),
                new Fault.Hang())) {
            rig.sim.faults().plan("*", fault, 0);
            double before = rig.calls();
            rig.desire("run:" + fault, OPS, "card " + fault, Urgency.PROGRESS);
            rig.post("note:" + fault, OTHER, "note " + fault);
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                rig.clock.pass(Duration.ofSeconds(20));
                return rig.calls() > before + 3;
            });
            rig.clock.pass(Duration.ofMinutes(3));
            rig.sim.faults().clear();
        }

        await().atMost(Duration.ofSeconds(60)).until(() -> {
            rig.clock.pass(Duration.ofSeconds(1));
            return rig.idle();
        });
        assertThat(rig.texts(OPS)).hasSize(4).doesNotHaveDuplicates();
        assertThat(rig.texts(OTHER)).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void two_replicas_send_each_message_once() {
        rig.sim.limits().enforce(false);
        rig.start();
        rig.start();
        IntStream.rangeClosed(1, 30).forEach(i -> rig.desire("run:" + i, channel(i), "run " + i, Urgency.FINAL));

        await().atMost(Duration.ofSeconds(60)).until(() -> {
            rig.clock.pass(Duration.ofMillis(500));
            return rig.idle();
        });
        assertThat(rig.texts(OPS)).hasSize(15).doesNotHaveDuplicates();
        assertThat(rig.texts(OTHER)).hasSize(15).doesNotHaveDuplicates();
    }

    @Test
    void blocks_that_slack_refuses_are_sent_as_text() {
        rig.sim.faults().plan("chat.postMessage", new Fault.Refuse("invalid_blocks"), 1);
        rig.start();
        rig.post("note", OPS, "note");

        await().until(() -> rig.texts(OPS).equals(List.of("note")));
    }

    @Test
    void a_message_to_a_channel_that_is_gone_is_counted_as_dead_and_holds_up_nothing() {
        rig.start();
        rig.post("lost", "C0GONE0001", "lost");
        rig.post("note", OPS, "note");

        await().until(rig::idle);
        assertThat(rig.texts(OPS)).containsExactly("note");
        assertThat(rig.outbox.state().dead()).isEqualTo(1);
    }

    @Test
    void a_channel_is_joined_when_slack_wants_that() {
        rig.sim.faults().plan("chat.postMessage", new Fault.Refuse("not_in_channel"), 1);
        rig.start();
        rig.post("note", SenderRig.UNJOINED, "note");

        await().until(() -> rig.texts(SenderRig.UNJOINED).contains("note"));
        assertThat(rig.sim.calls().of("conversations.join")).hasSize(1);
    }

    @Test
    void a_revoked_token_delays_messages_but_loses_none() {
        rig.sim.faults().revokeToken(true);
        rig.start();
        rig.post("note", OPS, "note");
        await().until(() -> !rig.sim.calls().of("chat.postMessage").isEmpty());

        rig.sim.faults().revokeToken(false);

        await().until(() -> rig.texts(OPS).equals(List.of("note")));
    }

    @Test
    void a_card_that_somebody_deleted_is_posted_anew() throws InterruptedException {
        rig.start();
        rig.desire("run:1", OPS, "running", Urgency.PROGRESS);
        await().until(rig::idle);
        String ts = rig.outbox.posted("run:1").orElseThrow().ts();
        rig.sim.call("chat.delete", java.util.Map.of("channel", OPS, "ts", ts));

        rig.desire("run:1", OPS, "done", Urgency.FINAL);

        await().until(() -> rig.texts(OPS).equals(List.of("done")));
    }

    @Test
    void a_reply_waits_for_the_message_that_it_replies_to() {
        rig.write(tx -> {
            rig.outbox.post(tx, "reply", OPS, Message.of("reply"), "run:1");
            rig.outbox.desire(tx, "run:1", OPS, Message.of("card"), Urgency.PROGRESS);
        });
        rig.start();

        await().until(rig::idle);
        String card = rig.outbox.posted("run:1").orElseThrow().ts();
        assertThat(rig.sim
                        .calls()
                        .of("chat.postMessage")
                        .getLast()
                        .args()
                        .path("thread_ts")
                        .asText())
                .isEqualTo(card);
    }

    @Test
    void a_channel_may_be_given_by_name() {
        rig.start();
        rig.desire("run:1", "airline-ops", "running", Urgency.PROGRESS);
        await().until(() -> rig.texts(OPS).equals(List.of("running")));

        rig.desire("run:1", "airline-ops", "done", Urgency.FINAL);

        await().until(() -> rig.texts(OPS).equals(List.of("done")));
    }

    @Test
    void a_person_is_told_directly_and_in_private() {
        rig.start();
        rig.write(tx -> {
            rig.outbox.direct(tx, "direct", OLGA, Message.of("for you"));
            rig.outbox.whisper(tx, "whisper", OPS, OLGA, Message.of("psst"));
        });

        await().until(rig::idle);
        assertThat(rig.texts(rig.sim.as(OLGA).direct())).containsExactly("for you");
        assertThat(rig.sim.as(OLGA).ephemerals(OPS)).singleElement().satisfies(message -> assertThat(message.text())
                .isEqualTo("psst"));
    }

    @Test
    void a_file_arrives_once_even_when_each_step_of_the_upload_failed_before() {
        rig.sim.faults().plan("files.getUploadURLExternal", new Fault.ServerError(503), 1);
        rig.sim.faults().plan("files.completeUploadExternal", new Fault.LoseAnswer(), 1);
        rig.start();
        rig.write(tx -> {
            rig.outbox.desire(tx, "run:1", OPS, Message.of("card"), Urgency.FINAL);
            rig.outbox.file(
                    tx, "run:1:output", OPS, "run:1", "run-1.log", "Output", "Log lines", FileSource.runOutput(1));
        });

        await().atMost(Duration.ofSeconds(60)).until(rig::idle);
        var files = rig.sim.messages(OPS).stream()
                .filter(message -> !message.body().path("files").isEmpty())
                .toList();
        assertThat(files).singleElement().satisfies(message -> assertThat(
                        message.body().path("files").get(0).path("size").asInt())
                .isEqualTo(SenderRig.FILE.length()));
    }

    @Test
    void what_was_sent_and_how_is_measured() {
        rig.start();
        rig.post("note", OPS, "note");
        await().until(rig::idle);

        assertThat(rig.meters.get("opsdeck.outbox.lag").timer().count()).isEqualTo(1);
        assertThat(rig.meters
                        .get("opsdeck.slack.calls")
                        .tags("method", "chat.postMessage", "result", "ok")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    private static String channel(int number) {
        return number % 2 == 0 ? OPS : OTHER;
    }

    private static void close(Sender sender) {
        try {
            sender.close();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
