package dev.opsdeck.catalog;

import org.jspecify.annotations.Nullable;

/**
 * Work that people may start by hand: a task of Celery, or a call of a service that makes it put work into its queue.
 *
 * @param task full name of the task; null where a call does it
 * @param args JSON list of its arguments
 * @param kwargs JSON map of its named arguments; null for none
 * @param call null where a task does it
 */
@Doc("Work that people may start: a Celery task, or a call; the task's name alone is enough.")
public record Trigger(
        @FromKey String name,

        @Doc("Full name of a Celery task.") @ShortForm @Nullable
        String task,

        @Doc("Arguments of the task, as a JSON list.") @Default("[]")
        String args,

        @Doc("Named arguments of the task, as a JSON map.") @Nullable
        String kwargs,

        @Doc("Instead of a task: a call that starts the work.") @Nullable
        WebCall call) {}
