package dev.opsdeck.incident;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Table {@code incident}, and who has which duty. Every change needs the incident's lock, from {@link #lock}. */
@Singleton
public final class IncidentStore {
    /** Puts a new incident on record, in its first phase. */
    public Incident create(Handle tx, NewIncident wanted) {
        long number = tx.createUpdate("""
                        insert into incident (system, title, severity, impact, phase, declared_by, declared_by_name,
                            began_at, declared_at, source, origin_channel, channel_name)
                        values (:system, :title, :severity, :impact, 'DECLARED', :by, :name,
                            :began, :declared, :source, :origin, '')""")
                .bind("system", wanted.system())
                .bind("title", wanted.title())
                .bind("severity", wanted.severity())
                .bind("impact", wanted.impact())
                .bind("by", wanted.declaredBy())
                .bind("name", wanted.declaredByName())
                .bind("began", utc(wanted.began()))
                .bind("declared", utc(wanted.declared()))
                .bind("source", wanted.source())
                .bind("origin", wanted.originChannel())
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one();
        rated(tx, number, wanted.severity(), wanted.declared());
        return lock(tx, number).orElseThrow();
    }

    /** How bad it was from when on. */
    public record Rating(Instant at, String severity) {}

    /** How bad it was, from the beginning on. */
    public List<Rating> ratings(Handle handle, long number) {
        return handle.createQuery("select at, severity from incident_severity where incident = :id order by at")
                .bind("id", number)
                .map((row, _) -> new Rating(row.getTimestamp("at").toInstant(), row.getString("severity")))
                .list();
    }

    private static void rated(Handle tx, long number, String severity, Instant at) {
        tx.createUpdate("""
                        insert into incident_severity (incident, at, severity) values (:id, :at, :severity)
                        on conflict (incident, at) do update set severity = excluded.severity""")
                .bind("id", number)
                .bind("at", utc(at))
                .bind("severity", severity)
                .execute();
    }

    public Optional<Incident> find(Handle handle, long number) {
        return one(handle, "where id = :value", number);
    }

    /** The incident, which nobody else changes until the transaction ends. */
    public Optional<Incident> lock(Handle tx, long number) {
        return one(tx, "where id = :value for update", number);
    }

    /** The incident whose own channel it is. */
    public Optional<Incident> ofChannel(Handle handle, String channel) {
        return one(handle, "where own_channel and channel = :value", channel);
    }

    /** The incident that was declared from it. */
    public Optional<Incident> ofSource(Handle handle, String source) {
        return one(handle, "where source = :value", source);
    }

    /** Those that people work on, oldest first; of one system, or of all. */
    public List<Incident> open(Handle handle, @Nullable String system) {
        return handle.createQuery("""
                        select * from incident
                        where resolved_at is null and (:system::text is null or system = :system) order by id""")
                .bind("system", system)
                .map((row, _) -> incident(row))
                .list();
    }

    /** Those declared since then, newest first; of one system, or of all. */
    public List<Incident> since(Handle handle, @Nullable String system, Instant since, int limit) {
        return handle.createQuery("""
                        select * from incident
                        where declared_at >= :since and (:system::text is null or system = :system)
                        order by id desc limit :limit""")
                .bind("system", system)
                .bind("since", utc(since))
                .bind("limit", limit)
                .map((row, _) -> incident(row))
                .list();
    }

    /**
     * Goes on to the phase; the times of the phases after it are taken back.
     *
     * @throws IllegalStateException when the phase may not follow
     */
    public Incident move(Handle tx, Incident incident, Phase to, Instant at, String by) {
        if (!incident.phase().exits().contains(to)) {
            throw new IllegalStateException(incident.label() + " cannot go from " + incident.phase() + " to " + to);
        }
        boolean answers = incident.times().acknowledged() == null;
        tx.createUpdate("""
                        update incident set phase = :phase,
                            acknowledged_at = coalesce(acknowledged_at, :at::timestamptz),
                            acknowledged_by = case when :answers then :by else acknowledged_by end,
                            mitigated_at = case when :mitigated then coalesce(mitigated_at, :at::timestamptz) end,
                            resolved_at = case when :resolved then coalesce(resolved_at, :at::timestamptz) end,
                            closed_at = case when :closed then :at::timestamptz end
                        where id = :id""")
                .bind("phase", to.name())
                .bind("at", utc(at))
                .bind("by", by)
                .bind("answers", answers)
                .bind("mitigated", to.compareTo(Phase.MITIGATED) >= 0)
                .bind("resolved", to.compareTo(Phase.RESOLVED) >= 0)
                .bind("closed", to == Phase.CLOSED)
                .bind("id", incident.number())
                .execute();
        return changed(tx, incident);
    }

    public Incident severity(Handle tx, Incident incident, String severity, Instant at) {
        rated(tx, incident.number(), severity, at);
        return set(tx, incident, "severity", severity);
    }

    public Incident impact(Handle tx, Incident incident, String impact) {
        return set(tx, incident, "impact", impact);
    }

    public Incident title(Handle tx, Incident incident, String title) {
        return set(tx, incident, "title", title);
    }

    public Incident summary(Handle tx, Incident incident, String summary) {
        return set(tx, incident, "summary", summary);
    }

    public Incident cause(Handle tx, Incident incident, String cause) {
        return set(tx, incident, "cause", cause);
    }

    /** What its channel shall be called. */
    public Incident channelName(Handle tx, Incident incident, String name) {
        return set(tx, incident, "channel_name", name);
    }

    /** Where it is handled from now on. */
    public Incident channel(Handle tx, Incident incident, String id, String name, boolean own) {
        tx.createUpdate(
                        "update incident set channel = :channel, channel_name = :name, own_channel = :own where id = :id")
                .bind("channel", id)
                .bind("name", name)
                .bind("own", own)
                .bind("id", incident.number())
                .execute();
        return changed(tx, incident);
    }

    /** Gives the duty to somebody; takes it from who had it. */
    public void give(Handle tx, Incident incident, Duty duty, String user, String name, Instant since) {
        tx.createUpdate("""
                        insert into incident_role (incident, role, user_id, name, since)
                        values (:id, :role, :user, :name, :since)
                        on conflict (incident, role) do update
                        set user_id = excluded.user_id, name = excluded.name, since = excluded.since""")
                .bind("id", incident.number())
                .bind("role", duty.name())
                .bind("user", user)
                .bind("name", name)
                .bind("since", utc(since))
                .execute();
        changed(tx, incident);
    }

    /** Who has which duty. */
    public Map<Duty, Duty.Holder> duties(Handle handle, long number) {
        var holders = new EnumMap<Duty, Duty.Holder>(Duty.class);
        handle.createQuery("select * from incident_role where incident = :id")
                .bind("id", number)
                .map((row, _) -> new Duty.Holder(
                        Duty.valueOf(row.getString("role")),
                        row.getString("user_id"),
                        row.getString("name"),
                        row.getTimestamp("since").toInstant()))
                .forEach(holder -> holders.put(holder.duty(), holder));
        return holders;
    }

    /** Something that its card shows is different. */
    public Incident changed(Handle tx, Incident incident) {
        tx.createUpdate("update incident set version = version + 1 where id = :id")
                .bind("id", incident.number())
                .execute();
        return find(tx, incident.number()).orElseThrow();
    }

    private Incident set(Handle tx, Incident incident, String column, String value) {
        tx.createUpdate("update incident set " + column + " = :value where id = :id")
                .bind("value", value)
                .bind("id", incident.number())
                .execute();
        return changed(tx, incident);
    }

    private static Optional<Incident> one(Handle handle, String where, Object value) {
        return handle.createQuery("select * from incident " + where)
                .bind("value", value)
                .map((row, _) -> incident(row))
                .findOne();
    }

    static java.time.OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private static Incident incident(ResultSet row) throws SQLException {
        return new Incident(
                row.getLong("id"),
                row.getString("system"),
                row.getString("title"),
                row.getString("severity"),
                row.getString("impact"),
                Phase.valueOf(row.getString("phase")),
                row.getString("declared_by"),
                row.getString("declared_by_name"),
                new Incident.Times(
                        row.getTimestamp("began_at").toInstant(),
                        row.getTimestamp("declared_at").toInstant(),
                        time(row, "acknowledged_at"),
                        time(row, "mitigated_at"),
                        time(row, "resolved_at"),
                        time(row, "closed_at")),
                row.getString("summary"),
                row.getString("cause"),
                row.getString("origin_channel"),
                row.getString("channel"),
                row.getString("channel_name"),
                row.getBoolean("own_channel"),
                row.getLong("version"));
    }
}
