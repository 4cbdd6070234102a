package dev.opsdeck.flow;

import dev.opsdeck.plan.HostStep.BlockAddress;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Addresses that are blocked until a time, in PostgreSQL. */
@Singleton
final class TimedBlockStore {
    /**
     * One of them.
     *
     * @param run that blocked it
     * @param lift the newest run that lets it in again; null before there is one
     * @param tries how many of these there were
     */
    record TimedBlock(
            long run,
            String system,
            String server,
            String address,
            Instant until,
            @Nullable Long lift,
            int tries) {}

    void add(Handle tx, long run, BlockAddress step, Instant until) {
        tx.createUpdate("""
                        insert into timed_block (run, system, server, address, until)
                        values (:run, :system, :server, :address, :until) on conflict (run) do nothing""")
                .bind("run", run)
                .bind("system", step.system())
                .bind("server", step.name())
                .bind("address", step.address())
                .bind("until", until.atOffset(ZoneOffset.UTC))
                .execute();
    }

    /** Whatever was said before about when this address is let in again, counts no more. */
    void forget(Handle tx, BlockAddress step) {
        tx.createUpdate("delete from timed_block where system = :system and server = :server and address = :address")
                .bind("system", step.system())
                .bind("server", step.name())
                .bind("address", step.address())
                .execute();
    }

    void remove(Handle tx, long run) {
        tx.createUpdate("delete from timed_block where run = :run")
                .bind("run", run)
                .execute();
    }

    Optional<TimedBlock> find(Handle tx, long run) {
        return tx.createQuery("select * from timed_block where run = :run for update")
                .bind("run", run)
                .map((row, _) -> read(row))
                .findOne();
    }

    void lifting(Handle tx, long run, @Nullable Long lift) {
        tx.createUpdate("update timed_block set lift = :lift, tries = tries + 1 where run = :run")
                .bind("run", run)
                .bind("lift", lift)
                .execute();
    }

    /** Whether that run lets in what was blocked until a time that was approved with the block. */
    boolean isLift(Handle tx, long run) {
        return tx.createQuery("select exists (select from timed_block where lift = :run)")
                .bind("run", run)
                .mapTo(Boolean.class)
                .one();
    }

    private static TimedBlock read(ResultSet row) throws SQLException {
        return new TimedBlock(
                row.getLong("run"),
                row.getString("system"),
                row.getString("server"),
                row.getString("address"),
                row.getObject("until", OffsetDateTime.class).toInstant(),
                row.getObject("lift", Long.class),
                row.getInt("tries"));
    }
}
