package dev.opsdeck.routine;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** How systems stood, in PostgreSQL. */
@Singleton
public final class PublicStateStore {
    /** Puts on record how it stands, if that is different from before. */
    public void put(Handle tx, String system, PublicState state, Instant now) {
        tx.createUpdate("""
                        insert into public_state (system, since, state)
                        select :system, :now, :state where :state is distinct from (
                            select state from public_state where system = :system order by since desc limit 1)
                        on conflict do nothing""")
                .bind("system", system)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("state", state.name())
                .execute();
    }

    /** Every change since then, oldest first, and the last one before. */
    public List<StateHistory.Change> since(Handle handle, String system, Instant since) {
        return handle.createQuery("""
                        select since, state from public_state
                        where system = :system and since >= coalesce((select max(since) from public_state
                            where system = :system and since <= :since), '-infinity')
                        order by since""")
                .bind("system", system)
                .bind("since", since.atOffset(ZoneOffset.UTC))
                .map((row, _) -> new StateHistory.Change(
                        row.getObject("since", OffsetDateTime.class).toInstant(),
                        PublicState.valueOf(row.getString("state"))))
                .list();
    }
}
