package dev.opsdeck.routine;

import dev.opsdeck.probe.Level;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A checklist that was opened.
 *
 * @param openedBy Slack user id; null when its time had come
 * @param channel where its card is
 * @param finishedAt when the last item was done; null while one is open
 */
public record OpenChecklist(
        long id,
        String system,
        String name,
        String title,
        String channel,
        @Nullable String openedBy,
        Instant openedAt,
        Instant remindAt,
        @Nullable Instant remindedAt,
        @Nullable Instant finishedAt,
        List<Item> items) {
    /** Where an item stands. */
    public enum State {
        OPEN,
        /** Its check found all well. */
        PASSED,
        /** Its check found something that a person must look at. */
        FOUND,
        /** Ticked by a person. */
        DONE
    }

    /**
     * One item.
     *
     * @param check the check that ticks it; null for one that a person ticks
     * @param level of what the check found; null where none was made
     * @param doneBy Slack user id; null unless a person ticked it
     * @param doneAt when it was ticked, or its check was made last
     */
    public record Item(
            int position,
            String text,
            @Nullable String check,
            State state,
            @Nullable Level level,
            @Nullable String finding,
            @Nullable String doneBy,
            @Nullable Instant doneAt) {
        public boolean isDone() {
            return state == State.PASSED || state == State.DONE;
        }
    }

    public OpenChecklist {
        items = List.copyOf(items);
    }

    /** What is still to be done, in order. */
    public List<Item> left() {
        return items.stream().filter(item -> !item.isDone()).toList();
    }
}
