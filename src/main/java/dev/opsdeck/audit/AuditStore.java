package dev.opsdeck.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The SQL of the chain. */
final class AuditStore {
    private static final String COLUMNS = "seq, at, actor, action, target, detail, previous_hash, hash";
    private static final int FETCH_SIZE = 1_000;

    private AuditStore() {}

    static Link.Head head(Handle tx) {
        return tx.createQuery("select seq, hash from audit_head")
                .map((row, context) -> new Link.Head(row.getLong("seq"), row.getString("hash")))
                .one();
    }

    /** Locks the end of the chain until the transaction ends, and appends, all in one statement. */
    static void append(Handle tx, List<AuditEntry> entries) {
        tx.createQuery("""
                        select audit_append(:ats::timestamptz[], :actors::text[], :actions::text[], :targets::text[],
                            :details::text[])::text""")
                .bind("ats", texts(entries, entry -> entry.at().toString()))
                .bind("actors", texts(entries, AuditEntry::actor))
                .bind("actions", texts(entries, AuditEntry::action))
                .bind("targets", texts(entries, AuditEntry::target))
                .bind("details", texts(entries, entry -> Canonical.json(entry.detail())))
                .mapTo(String.class)
                .one();
    }

    private static String[] texts(List<AuditEntry> entries, Function<AuditEntry, String> field) {
        return entries.stream().map(field).toArray(String[]::new);
    }

    static List<AuditRecord> find(Handle handle, AuditQuery query) {
        // Only what is asked for goes into the statement, so that the plan can use the index for it.
        var where = new StringJoiner(" and ", " where ", "").setEmptyValue("");
        var bindings = new LinkedHashMap<String, Object>();
        if (query.person() != null) {
            where.add("actor = :person");
            bindings.put("person", query.person());
        }
        if (query.target() != null) {
            where.add("(target = :target or starts_with(target, :target || '/'))");
            bindings.put("target", query.target());
        }
        if (query.since() != null) {
            where.add("at >= :since");
            bindings.put("since", query.since().atOffset(ZoneOffset.UTC));
        }
        return handle.createQuery("select " + COLUMNS + " from audit" + where + " order by seq desc limit :limit")
                .bindMap(bindings)
                .bind("limit", query.limit())
                .map(AuditStore::link)
                .map(AuditStore::record)
                .list();
    }

    /** All rows by number, a page in memory at a time; needs an open transaction. */
    static Stream<Link> all(Handle tx) {
        return tx
                .createQuery("select " + COLUMNS + " from audit order by seq")
                .setFetchSize(FETCH_SIZE)
                .map(AuditStore::link)
                .stream();
    }

    private static Link link(ResultSet row, StatementContext context) throws SQLException {
        return new Link(
                row.getLong("seq"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                row.getString("action"),
                row.getString("target"),
                row.getString("detail"),
                row.getString("previous_hash"),
                row.getString("hash"));
    }

    private static AuditRecord record(Link link) {
        return new AuditRecord(
                link.seq(),
                link.at(),
                link.actor(),
                link.action(),
                link.target(),
                Canonical.detail(link.detail()),
                link.hash());
    }
}
