package dev.opsdeck.routine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Alerts and the cards that show them, in PostgreSQL. */
@Singleton
public final class AlertStore {
    /** A group that fires again so soon after its end goes on with its card. */
    private static final Duration SAME_CARD = Duration.ofMinutes(15);

    /** So many cards in so short a time are too many for people: what comes then is put together. */
    private static final int CALM = 10;

    private static final Duration AT_ONCE = Duration.ofMinutes(1);

    private static final int LINES = 12;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Makes whoever writes alerts of a system wait for the others, until the transaction ends. */
    private static void alone(Handle tx, String system) {
        tx.createQuery("select pg_advisory_xact_lock(hashtext('alerts'), hashtext(:system))")
                .bind("system", system)
                .mapTo(String.class)
                .list();
    }

    /**
     * Puts on record what Alertmanager says of a group; what was on record already stays as it is.
     *
     * @return the card that shows it
     */
    public long put(Handle tx, String system, Notification group, Instant now) {
        alone(tx, system);
        boolean fires = group.alerts().stream().anyMatch(alert -> alert.endsAt() == null);
        long id = group(tx, system, group, fires, now);
        var batch = tx.prepareBatch("""
                insert into alert (alert_group, fingerprint, starts_at, ends_at, ended_at, name, severity, summary, labels)
                values (:group, :fingerprint, :starts, :ends, :ended, :name, :severity, :summary, :labels::jsonb)
                on conflict (alert_group, fingerprint, starts_at) do update
                set ends_at = excluded.ends_at, summary = excluded.summary,
                    ended_at = case when excluded.ended_at is null then null
                        else coalesce(alert.ended_at, excluded.ended_at) end""");
        for (Notification.Incoming alert : group.alerts()) {
            batch.bind("group", id)
                    .bind("fingerprint", alert.fingerprint())
                    .bind("starts", at(alert.startsAt()))
                    .bind("ends", at(alert.endsAt()))
                    .bind("ended", alert.endsAt() == null ? null : at(now))
                    .bind("name", alert.name())
                    .bind("severity", alert.severity())
                    .bind("summary", alert.summary())
                    .bind("labels", json(alert.labels()))
                    .add();
        }
        if (batch.size() > 0) {
            batch.execute();
        }
        if (group.isWhole()) {
            endOthers(tx, id, group, now);
        }
        return settle(tx, id, now);
    }

    /** What Alertmanager does not name any more ended without our being told. */
    private static void endOthers(Handle tx, long id, Notification group, Instant now) {
        tx.createUpdate("""
                        update alert set ends_at = :now, ended_at = :now
                        where alert_group = :group and ends_at is null and fingerprint <> all (:named)""")
                .bind("now", at(now))
                .bind("group", id)
                .bindArray(
                        "named",
                        String.class,
                        group.alerts().stream()
                                .map(Notification.Incoming::fingerprint)
                                .toList())
                .execute();
    }

    private static long group(Handle tx, String system, Notification group, boolean fires, Instant now) {
        record Known(long id, long card, @Nullable Instant closed) {}
        Optional<Known> known = tx.createQuery("""
                        select g.id, g.card, c.closed_at from alert_group g join alert_card c on c.id = g.card
                        where g.system = :system and g.group_key = :key""")
                .bind("system", system)
                .bind("key", group.groupKey())
                .map((row, _) -> new Known(row.getLong(1), row.getLong(2), instant(row, "closed_at")))
                .findOne();
        if (known.isEmpty()) {
            return tx.createQuery("""
                            insert into alert_group (system, group_key, card, labels, seen_at)
                            values (:system, :key, :card, :labels::jsonb, :now) returning id""")
                    .bind("system", system)
                    .bind("key", group.groupKey())
                    .bind("card", card(tx, system, now))
                    .bind("labels", json(group.groupLabels()))
                    .bind("now", at(now))
                    .mapTo(Long.class)
                    .one();
        }
        Known found = known.get();
        boolean isOver =
                found.closed() != null && found.closed().plus(SAME_CARD).isBefore(now);
        tx.createUpdate("update alert_group set seen_at = :now, card = :card where id = :id")
                .bind("id", found.id())
                .bind("card", fires && isOver ? card(tx, system, now) : found.card())
                .bind("now", at(now))
                .execute();
        return found.id();
    }

    private static long card(Handle tx, String system, Instant now) {
        int recent = tx.createQuery("""
                        select count(*) from alert_card
                        where system = :system and kind = 'GROUP' and opened_at > :since""")
                .bind("system", system)
                .bind("since", at(now.minus(AT_ONCE)))
                .mapTo(Integer.class)
                .one();
        String kind = recent < CALM ? "GROUP" : "STORM";
        return (recent < CALM ? Optional.<Long>empty() : storm(tx, system, now)).orElseGet(() -> tx.createQuery(
                        "insert into alert_card (system, kind, opened_at) values (:system, :kind, :now) returning id")
                .bind("system", system)
                .bind("kind", kind)
                .bind("now", at(now))
                .mapTo(Long.class)
                .one());
    }

    private static Optional<Long> storm(Handle tx, String system, Instant now) {
        return tx.createQuery("""
                        select id from alert_card where system = :system and kind = 'STORM'
                        and (closed_at is null or closed_at > :since) order by id desc limit 1""")
                .bind("system", system)
                .bind("since", at(now.minus(SAME_CARD)))
                .mapTo(Long.class)
                .findOne();
    }

    /** Opens or closes the card by whether any of its alerts fires. */
    private static long settle(Handle tx, long group, Instant now) {
        return tx.createQuery("""
                        update alert_card c set closed_at = case
                            when exists (select 1 from alert a join alert_group g on g.id = a.alert_group
                                where g.card = c.id and a.ends_at is null) then null
                            else coalesce(c.closed_at, :now) end
                        where c.id = (select card from alert_group where id = :group) returning c.id""")
                .bind("group", group)
                .bind("now", at(now))
                .mapTo(Long.class)
                .one();
    }

    /** The card with what it shows; empty when there is none with that number. */
    public Optional<AlertCardState> card(Handle handle, long id) {
        return handle.createQuery("""
                        select c.*, (select count(*) from alert_group g where g.card = c.id) groups,
                            count(a.*) filter (where a.ends_at is null) firing,
                            count(a.*) filter (where a.ends_at is not null) resolved
                        from alert_card c left join alert_group g on g.card = c.id
                            left join alert a on a.alert_group = g.id and (a.ends_at is null or a.ended_at >= c.opened_at)
                        where c.id = :id group by c.id""")
                .bind("id", id)
                .map((row, _) -> state(row, lines(handle, id)))
                .findOne();
    }

    private static AlertCardState state(ResultSet row, List<AlertCardState.Line> lines) throws SQLException {
        return new AlertCardState(
                row.getLong("id"),
                row.getString("system"),
                AlertCardState.Kind.valueOf(row.getString("kind")),
                row.getObject("opened_at", OffsetDateTime.class).toInstant(),
                instant(row, "closed_at"),
                row.getString("acknowledged_by"),
                instant(row, "acknowledged_until"),
                row.getInt("groups"),
                row.getInt("firing"),
                row.getInt("resolved"),
                lines);
    }

    private static List<AlertCardState.Line> lines(Handle handle, long card) {
        return handle.createQuery("""
                        select a.name, a.severity,
                            count(*) filter (where a.ends_at is null) firing,
                            count(*) filter (where a.ends_at is not null) resolved,
                            (array_agg(a.summary order by a.ends_at nulls first, a.starts_at))[1] summary,
                            (array_agg(a.labels order by a.ends_at nulls first, a.starts_at))[1] labels,
                            min(a.starts_at) since
                        from alert a join alert_group g on g.id = a.alert_group join alert_card c on c.id = g.card
                        where g.card = :card and (a.ends_at is null or a.ended_at >= c.opened_at)
                        group by a.name, a.severity
                        order by bool_or(a.ends_at is null) desc,
                            array_position(array['page', 'critical', 'error', 'warning', '', 'info'], a.severity) nulls last,
                            count(*) filter (where a.ends_at is null) desc, a.name
                        limit :most""")
                .bind("card", card)
                .bind("most", LINES)
                .map((row, _) -> new AlertCardState.Line(
                        row.getString("name"),
                        row.getString("severity"),
                        row.getInt("firing"),
                        row.getInt("resolved"),
                        row.getString("summary"),
                        texts(row.getString("labels")),
                        row.getObject("since", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** The labels by which each of the card's groups that fire was made. */
    public List<Map<String, String>> groups(Handle handle, long card) {
        return handle.createQuery("""
                        select labels from alert_group g where g.card = :card
                        and exists (select 1 from alert a where a.alert_group = g.id and a.ends_at is null)""")
                .bind("card", card)
                .map((row, _) -> texts(row.getString(1)))
                .list();
    }

    /** Names of the card's alerts that fire. */
    public List<String> names(Handle handle, long card) {
        return handle.createQuery("""
                        select distinct a.name from alert a join alert_group g on g.id = a.alert_group
                        where g.card = :card and a.ends_at is null order by a.name""").bind("card", card).mapTo(String.class).list();
    }

    /** Cards of a system some of whose alerts fire, oldest first. */
    public List<Long> open(Handle handle, String system) {
        return handle.createQuery("select id from alert_card where system = :system and closed_at is null order by id")
                .bind("system", system)
                .mapTo(Long.class)
                .list();
    }

    /** Cards of a system that are silenced, so that Alertmanager does not say when their alerts end. */
    public List<Long> silenced(Handle handle, String system, Instant now) {
        return handle.createQuery("""
                        select id from alert_card
                        where system = :system and closed_at is null and acknowledged_until > :now order by id""")
                .bind("system", system)
                .bind("now", at(now))
                .mapTo(Long.class)
                .list();
    }

    /**
     * Ends the alerts of a card whose labels are not among those that still fire.
     *
     * @return whether any ended
     */
    public boolean endOthers(Handle tx, long card, String system, List<Map<String, String>> firing, Instant now) {
        alone(tx, system);
        int ended = tx.createUpdate("""
                        update alert a set ends_at = :now, ended_at = :now from alert_group g
                        where g.id = a.alert_group and g.card = :card and a.ends_at is null
                        and a.labels <> all (:firing::jsonb[])""")
                .bind("now", at(now))
                .bind("card", card)
                .bindArray(
                        "firing",
                        String.class,
                        firing.stream().map(AlertStore::json).toList())
                .execute();
        if (ended > 0) {
            tx.createUpdate("""
                            update alert_card c set closed_at = :now where c.id = :card and not exists (
                                select 1 from alert a join alert_group g on g.id = a.alert_group
                                where g.card = c.id and a.ends_at is null)""").bind("now", at(now)).bind("card", card).execute();
        }
        return ended > 0;
    }

    /** Somebody silenced it. */
    public void acknowledge(Handle tx, long card, String by, Instant until) {
        tx.createUpdate("update alert_card set acknowledged_by = :by, acknowledged_until = :until where id = :id")
                .bind("id", card)
                .bind("by", by)
                .bind("until", at(until))
                .execute();
    }

    private static String json(Map<String, String> texts) {
        try {
            return JSON.writeValueAsString(texts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> texts(String json) {
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
