package dev.opsdeck.run;

import dev.opsdeck.plan.FlowStep;
import dev.opsdeck.plan.Plan;
import dev.opsdeck.plan.Step;
import dev.opsdeck.plan.Undo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a plan, from the request to its end.
 *
 * @param id what people type: {@code /ops show 17}
 * @param requester Slack user id
 * @param requesterName what the person was called then
 * @param channel Slack channel id where its card lives
 * @param channelName without {@code #}
 * @param commandText what was typed, for doing it again
 * @param note why it ended or waits, in a sentence; null when the state says enough
 * @param cancelRequestedBy user id of who asked to stop it; null when nobody did
 * @param breakGlass whether somebody took it upon himself, without the approval or leave that it else needs
 * @param reversal null while it goes forward; else it is putting back what it did
 * @param output whether any output was stored
 * @param version grows with every change; a change on an older version is refused
 */
public record Run(
        long id,
        RunState state,
        String requester,
        String requesterName,
        String channel,
        String channelName,
        String commandText,
        @Nullable String reason,
        Plan plan,
        List<StepRecord> steps,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String note,
        @Nullable String cancelRequestedBy,
        boolean breakGlass,
        @Nullable Reversal reversal,
        boolean output,
        long version) {
    /** The step that a person is asked about; empty while nobody is asked. */
    public Optional<StepRecord> asked() {
        if (state != RunState.ASKING) {
            return Optional.empty();
        }
        return steps.stream()
                .filter(step -> step.state() == StepState.UNKNOWN || step.state() == StepState.ASKING)
                .findFirst()
                .or(() -> steps.reversed().stream()
                        .filter(step -> step.state() == StepState.FAILED)
                        .findFirst());
    }

    /** Until when somebody may say how it goes on; empty while nobody is asked. */
    public Optional<Instant> asksUntil() {
        if (state != RunState.ASKING) {
            return Optional.empty();
        }
        Instant since = asked().map(Run::askedSince).orElseGet(() -> Objects.requireNonNullElse(startedAt, createdAt));
        return Optional.of(since.plus(asked().map(Run::patience).orElse(FlowStep.PATIENCE)));
    }

    private static @Nullable Instant askedSince(StepRecord step) {
        return step.endedAt() == null ? step.intentAt() : step.endedAt();
    }

    private static Duration patience(StepRecord step) {
        return switch (step.step()) {
            case FlowStep.Gate gate -> gate.within();
            case FlowStep.Manual manual -> manual.within();
            case Step _ -> FlowStep.PATIENCE;
        };
    }

    /** What would have to be put back: the strictest of what was begun. */
    public Undo undoing() {
        List<StepRecord> begun = steps.stream().filter(Journal::begun).toList();
        if (begun.stream().anyMatch(step -> step.step().undo() == Undo.NEVER && step.state() == StepState.DONE)) {
            return Undo.NEVER;
        }
        return begun.stream().anyMatch(step -> step.step().undo() == Undo.BACK) ? Undo.BACK : Undo.NOTHING;
    }

    Run with(List<StepRecord> known) {
        return new Run(
                id,
                state,
                requester,
                requesterName,
                channel,
                channelName,
                commandText,
                reason,
                plan,
                known,
                createdAt,
                startedAt,
                endedAt,
                note,
                cancelRequestedBy,
                breakGlass,
                reversal,
                output,
                version);
    }
}
