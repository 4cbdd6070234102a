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
        Optional<Long> holder = holder(tx, run);
        holder.ifPresent(_ -> tx.createUpdate("delete from target_lock where run = :run")
                .bind("run", run.id())
                .execute());
        return holder;
    }

    /** A run that holds one of the locks that this one needs. */
    static Optional<Long> holder(Handle tx, Run run) {
        return tx.createQuery("select run from target_lock where target = any (:targets) and run <> :run limit 1")
                .bindArray("targets", String.class, RunStore.names(run.plan()))
                .bind("run", run.id())
                .mapTo(Long.class)
                .findOne();
    }
}
