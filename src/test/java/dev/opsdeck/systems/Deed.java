package dev.opsdeck.systems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunState;
import dev.opsdeck.sim.workspace.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** A command that was sent, and what became of it: an answer, or a run. */
final class Deed {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofSeconds(180);
    private static final List<String> APPROVERS = List.of(People.LEAD, People.SECOND_LEAD);

    private final Journey journey;
    private final String user;
    private final String text;
    private final Set<String> seenBefore;
    private final long runBefore;
    private final Instant sentAt;

    private @Nullable String proving;

    private Deed(Journey journey, String user, String text) {
        this.journey = journey;
        this.user = user;
        this.text = text;
        this.seenBefore = messages().stream().map(Message::ts).collect(Collectors.toSet());
        this.runBefore = journey.newestRun();
        this.sentAt = Instant.now();
    }

    static Deed send(Journey journey, String user, String text) {
        Deed deed = new Deed(journey, user, text);
        try {
            journey.deck().slack().as(user).command(journey.channel(), "/ops " + text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return deed;
    }

    /** Clicks the button of the newest message that holds the words and the button; what becomes of it is the deed. */
    static Deed click(Journey journey, String user, String words, String action) {
        Deed deed = new Deed(journey, user, words + ", button " + action);
        journey.clicks(user, words, action);
        return deed;
    }

    void proving(String id) {
        proving = id;
    }

    /** When it was sent, by the machine's clock: what the engine and the servers say is compared with it. */
    Instant sentAt() {
        return sentAt;
    }

    /** Waits for an answer with all the words, and returns its text. */
    String answers(String... words) {
        try {
            String answer = Awaitility.await()
                    .atMost(PATIENCE)
                    .until(
                            () -> answers().stream()
                                    .filter(said -> Arrays.stream(words).allMatch(said::contains))
                                    .findFirst(),
                            Optional::isPresent)
                    .orElseThrow();
            proved();
            return answer;
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "/ops " + text + " was not answered with " + List.of(words) + " but: " + answers(), e);
        }
    }

    /** Whether such an answer comes soon: for what is asked again until it does. */
    boolean isAnswered(String... words) {
        try {
            Awaitility.await().atMost(SOON).until(() -> answers().stream()
                    .anyMatch(said -> Arrays.stream(words).allMatch(said::contains)));
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    private List<String> answers() {
        return messages().stream()
                .filter(message -> !seenBefore.contains(message.ts()))
                .map(Texts::of)
                .toList();
    }

    private List<Message> messages() {
        return journey.deck().slack().as(user).sees(journey.channel());
    }

    /** The number of the run that it became. */
    long run() {
        try {
            return Awaitility.await().atMost(PATIENCE).until(() -> journey.newestRun(), newest -> newest > runBefore);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("/ops " + text + " became no run but was answered: " + answers(), e);
        }
    }

    /** Waits for the run's end, approved by leads where it needs that; stops, too, where a person is asked. */
    Run ended() {
        long run = run();
        for (String approver : APPROVERS) {
            if (reaches(run, found -> found.state() != RunState.QUEUED).state() == RunState.WAITING) {
                clicks(approver, "run_approve");
                reaches(run, found -> found.state() != RunState.WAITING || votes(run) > APPROVERS.indexOf(approver));
            }
        }
        return reaches(run, found -> found.state().ended() || found.state() == RunState.ASKING);
    }

    private int votes(long run) {
        return journey.deck().bean(org.jdbi.v3.core.Jdbi.class).withHandle(handle -> handle.createQuery(
                        "select count(*) from approval_vote where run = ?")
                .bind(0, run)
                .mapTo(Integer.class)
                .one());
    }

    private Run reaches(long run, java.util.function.Predicate<Run> state) {
        return Awaitility.await("run " + run + " of /ops " + text).atMost(LONG).until(() -> journey.run(run), state);
    }

    /** The same, and it did what was asked. */
    Run succeeds() {
        Run run = ended();
        assertThat(run.state())
                .as(() -> "/ops " + text + ": " + run.note() + "\n" + steps(run))
                .isEqualTo(RunState.SUCCEEDED);
        proved();
        return run;
    }

    /** It ended otherwise, as was expected; nothing is proved by that yet. */
    Run fails() {
        Run run = ended();
        assertThat(run.state()).as(() -> "/ops " + text + "\n" + steps(run)).isEqualTo(RunState.FAILED);
        return run;
    }

    /** Waits until the run asks a person, and clicks one of the buttons of its card, such as {@code step_tick}. */
    Deed decides(String person, String action) {
        Run run = ended();
        assertThat(run.state())
                .as(() -> "/ops " + text + " asks nobody: " + run.note() + "\n" + steps(run))
                .isEqualTo(RunState.ASKING);
        int asked = run.asked().orElseThrow().index();
        // The card may still show the button of an earlier step.
        Clicks.click(journey.deck(), person, journey.channel(), "\"" + run.id() + ":" + asked + "\"", action);
        reaches(
                run.id(),
                now -> now.asked().filter(step -> step.index() == asked).isEmpty());
        return this;
    }

    /** A person says that a step by hand is done. */
    Deed ticks(String person) {
        return decides(person, "step_tick");
    }

    private void clicks(String person, String action) {
        Clicks.click(journey.deck(), person, journey.channel(), "Run " + run() + " ", action);
    }

    private void proved() {
        if (proving != null) {
            journey.proves(proving);
        }
    }

    private static String steps(Run run) {
        return run.steps().stream()
                .map(step -> step.state() + " " + step.title() + ": " + step.note())
                .collect(Collectors.joining("\n"));
    }
}
