package dev.opsdeck.plan;

import dev.opsdeck.catalog.Risk;
import java.time.Duration;
import java.util.List;

/** A step on a queue. */
public sealed interface QueueStep extends Step {
    Duration SHORT = Duration.ofSeconds(60);

    /** The queue's name in the catalog. */
    String queue();

    @Override
    default String subject() {
        return system() + "/" + queue();
    }

    @Override
    default Risk risk() {
        return Risk.CHANGE;
    }

    /**
     * Takes everything that waits out of a queue, and keeps it aside for a while. Undone by putting it back.
     *
     * @param cache where the lists are
     * @param lists the queue's lists, one for each priority
     */
    record PurgeQueue(String system, String queue, String cache, List<String> lists, Duration kept)
            implements QueueStep {
        public PurgeQueue {
            lists = List.copyOf(lists);
        }

        @Override
        public Duration timeout() {
            return SHORT;
        }

        @Override
        public Risk risk() {
            return Risk.DESTRUCTIVE;
        }

        @Override
        public Undo undo() {
            return Undo.BACK;
        }

        @Override
        public String title() {
            return "Take everything that waits out of the queue " + queue + ", and keep it aside for " + kept.toHours()
                    + " h";
        }
    }

    /**
     * Moves entries from lists to others, one by one, so that none is lost or doubled whenever it ends.
     *
     * @param moves from where to where
     * @param what what the entries are, for people
     */
    record MoveEntries(String system, String queue, String cache, List<Move> moves, String what) implements QueueStep {
        public MoveEntries {
            moves = List.copyOf(moves);
        }

        /**
         * From one list to another.
         *
         * @param next whether what is moved is taken next, before what waits there
         */
        public record Move(String from, String to, boolean next) {}

        @Override
        public Duration timeout() {
            return Duration.ofMinutes(30);
        }

        @Override
        public Undo undo() {
            return Undo.NEVER;
        }

        @Override
        public String title() {
            return "Put " + what + " into the queue " + queue + ", one by one";
        }
    }

    /** Puts one task of Celery into its queue. */
    record SendTask(
            String system,
            String queue,
            String trigger,
            String cache,
            String list,
            String task,
            String args,
            String kwargs)
            implements QueueStep {
        @Override
        public Duration timeout() {
            return SHORT;
        }

        @Override
        public Undo undo() {
            return Undo.NEVER;
        }

        @Override
        public String title() {
            return "Put the task " + task + " into the queue " + queue;
        }

        @Override
        public String identity() {
            return "args " + args + ", kwargs " + kwargs;
        }
    }

    /**
     * Calls a service that puts work into the queue by itself.
     *
     * @param call as people read it
     */
    record CallTrigger(String system, String queue, String trigger, String call) implements QueueStep {
        @Override
        public Duration timeout() {
            return SHORT;
        }

        @Override
        public Undo undo() {
            return Undo.NEVER;
        }

        @Override
        public String title() {
            return "Start " + trigger + " of the queue " + queue + ": " + call;
        }
    }
}
