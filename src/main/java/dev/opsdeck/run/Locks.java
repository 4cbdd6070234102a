package dev.opsdeck.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** One run per target at a time. Taken all together and in one order, so that runs cannot wait for each other in a ring. */
final class Locks {
    private Locks() {}

    /** Takes all locks or none. Returns the run that holds one of them, or nothing when all are taken. */
    static Optional<Long> take(Handle tx, Run run, Instant now) {
        List<String> targets = RunStore.names(run.plan()).stream().sorted().toList();
        for (String target : targets) {
            tx.createUpdate("""
                            insert into target_lock (target, run, acquired_at) values (:target, :run, :now)
                            on conflict (target) do nothing""")
                    .bind("target", target)
                    .bind("run", run.id())
                    .bind("now", RunRows.at(now))
                    .execute();
        }
        Optional<Long> holder = tx.createQuery(
                        "select run from target_lock where target = any (:targets) and run <> :run limit 1")
                .bindArray("targets", String.class, targets)
                .bind("run", run.id())
                .mapTo(Long.class)
                .findOne();
        holder.ifPresent(_ -> tx.createUpdate("delete from target_lock where run = :run")
                .bind("run", run.id())
                .execute());
        return holder;
    }
}
