package dev.opsdeck.incident;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The timelines: each thing once, in the order in which things happened, corrected without losing what stood there. */
@Singleton
public final class TimelineStore {
    private static final String ENTRY = """
            select e.*, c.text as corrected, c.actor as corrected_by
            from incident_entry e
            left join lateral (
                select text, actor from incident_correction where entry = e.id order by n desc limit 1) c on true
            """;

    private final Clock clock;

    public TimelineStore(Clock clock) {
        this.clock = clock;
    }

    /** Writes an entry; false when the timeline has it already. One that was removed comes back. */
    public boolean add(Handle tx, long incident, Entry.Draft draft) {
        return tx.createUpdate("""
                        insert into incident_entry as e (incident, at, recorded_at, kind, actor, source, text, ref)
                        values (:incident, :at, :now, :kind, :actor, :source, :text, :ref)
                        on conflict (incident, ref) do update set removed_at = null, text = excluded.text
                        where e.removed_at is not null""")
                        .bind("incident", incident)
                        .bind("at", IncidentStore.utc(draft.at()))
                        .bind("now", IncidentStore.utc(clock.instant()))
                        .bind("kind", draft.kind().name())
                        .bind("actor", draft.actor())
                        .bind("source", draft.source())
                        .bind("text", draft.text())
                        .bind("ref", draft.ref())
                        .execute()
                == 1;
    }

    /** Takes an entry off the timeline that came there from that source; false when there is none. */
    public boolean remove(Handle tx, long incident, String ref, String source) {
        return tx.createUpdate("""
                        update incident_entry set removed_at = :now
                        where incident = :incident and ref = :ref and source = :source and removed_at is null""")
                        .bind("source", source)
                        .bind("now", IncidentStore.utc(clock.instant()))
                        .bind("incident", incident)
                        .bind("ref", ref)
                        .execute()
                == 1;
    }

    /** What the entry tells of reads differently now; the text before is kept as the original. */
    public boolean follow(Handle tx, long incident, String ref, String actor, String text) {
        Optional<Entry> entry = find(tx, incident, ref);
        return entry.isPresent()
                && !entry.get().text().equals(text)
                && correct(tx, incident, entry.get().id(), actor, text);
    }

    /** The entry that tells of it. */
    public Optional<Entry> find(Handle handle, long incident, String ref) {
        return handle.createQuery(ENTRY + "where e.incident = :incident and e.ref = :ref and e.removed_at is null")
                .bind("incident", incident)
                .bind("ref", ref)
                .map((row, _) -> entry(row))
                .findOne();
    }

    /** Corrects an entry; the original is kept. False when the incident has no such entry. */
    public boolean correct(Handle tx, long incident, long entry, String actor, String text) {
        return tx.createUpdate("""
                        insert into incident_correction (entry, n, at, actor, text)
                        select e.id, 1 + (select count(*) from incident_correction where entry = e.id),
                            :now, :actor, :text
                        from incident_entry e where e.id = :entry and e.incident = :incident""")
                        .bind("now", IncidentStore.utc(clock.instant()))
                        .bind("actor", actor)
                        .bind("text", text)
                        .bind("entry", entry)
                        .bind("incident", incident)
                        .execute()
                == 1;
    }

    /** How many entries there are. */
    public int count(Handle handle, long incident) {
        return handle.createQuery(
                        "select count(*) from incident_entry where incident = :incident and removed_at is null")
                .bind("incident", incident)
                .mapTo(Integer.class)
                .one();
    }

    /** Some entries, in the order in which things happened. */
    public List<Entry> page(Handle handle, long incident, int offset, int limit) {
        return handle.createQuery(ENTRY + """
                        where e.incident = :incident and e.removed_at is null
                        order by e.at, e.id offset :offset limit :limit""")
                .bind("incident", incident)
                .bind("offset", offset)
                .bind("limit", limit)
                .map((row, _) -> entry(row))
                .list();
    }

    /** All entries since then. */
    public List<Entry> since(Handle handle, long incident, Instant since) {
        return handle.createQuery(ENTRY + """
                        where e.incident = :incident and e.removed_at is null and e.at > :since
                        order by e.at, e.id""")
                .bind("incident", incident)
                .bind("since", IncidentStore.utc(since))
                .map((row, _) -> entry(row))
                .list();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        String corrected = row.getString("corrected");
        String text = row.getString("text");
        return new Entry(
                row.getLong("id"),
                row.getTimestamp("at").toInstant(),
                Entry.Kind.valueOf(row.getString("kind")),
                row.getString("actor"),
                row.getString("source"),
                corrected == null ? text : corrected,
                corrected == null ? null : text,
                row.getString("corrected_by"));
    }
}
