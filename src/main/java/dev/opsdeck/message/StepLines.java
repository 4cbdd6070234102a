package dev.opsdeck.message;

import com.slack.api.model.block.LayoutBlock;
import dev.opsdeck.plan.Step;
import dev.opsdeck.run.StepRecord;
import dev.opsdeck.run.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The steps of a plan or of a run, a line each. */
final class StepLines {
    private StepLines() {}

    /** What is going to happen, numbered. */
    static List<LayoutBlock> planned(List<Step> steps) {
        return Lines.sections(IntStream.range(0, steps.size())
                .mapToObj(i -> (i + 1) + ". " + Mrkdwn.escape(steps.get(i).title()) + undo(steps.get(i)))
                .toList());
    }

    private static String undo(Step step) {
        return switch (step.undo()) {
            case NOTHING -> "";
            case BACK -> "  ·  _can be put back_";
            case NEVER -> "  ·  _cannot be undone_";
        };
    }

    /** What happened so far; what a step says in several lines stands in a block of its own. */
    static List<LayoutBlock> journal(List<StepRecord> steps, Instant now) {
        var blocks = new ArrayList<>(
                Lines.sections(steps.stream().map(step -> line(step, now)).toList()));
        steps.stream()
                .map(StepLines::details)
                .filter(details -> !details.isEmpty())
                .forEach(details -> blocks.add(BlockParts.section(Mrkdwn.codeBlock(details))));
        return blocks;
    }

    static String sign(StepState state) {
        return switch (state) {
            case PENDING -> "▫️";
            case RUNNING -> "⏳";
            case DONE -> "✅";
            case FAILED -> "❌";
            case UNKNOWN -> "❓";
            case ASKING -> "✋";
            case SKIPPED -> "➖";
        };
    }

    private static String line(StepRecord step, Instant now) {
        var line = new StringBuilder(sign(step.state())).append("  ").append(Mrkdwn.escape(step.title()));
        Duration elapsed = elapsed(step, now);
        if (elapsed != null) {
            line.append("  ·  ").append(Elapsed.words(elapsed));
        }
        if (step.attempt() > 1 && step.step().attempts() > 1) {
            line.append("  ·  attempt ")
                    .append(step.attempt())
                    .append(" of ")
                    .append(step.step().attempts());
        }
        String note = firstLine(step.note());
        if (!note.isEmpty()) {
            line.append("\n" + Lines.INDENT + "↳ ").append(Mrkdwn.escape(note));
        }
        return line.toString();
    }

    private static @Nullable Duration elapsed(StepRecord step, Instant now) {
        Instant start = step.startedAt();
        if (start == null
                || step.state() == StepState.PENDING
                || step.state() == StepState.SKIPPED
                || step.state() == StepState.ASKING) {
            return null;
        }
        return Duration.between(start, step.endedAt() == null ? now : step.endedAt());
    }

    private static String firstLine(@Nullable String note) {
        return note == null ? "" : note.lines().findFirst().orElse("").strip();
    }

    private static String details(StepRecord step) {
        String note = step.note();
        return note == null
                ? ""
                : note.lines().skip(1).collect(Collectors.joining("\n")).strip();
    }
}
