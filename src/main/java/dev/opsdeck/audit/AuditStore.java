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

    /** Locks the end of the chain until the transaction ends: nobody else can append meanwhile. */
    static Link.Head lockHead(Handle tx) {
        return head(tx, "select seq, hash from audit_head for update");
    }

    static Link.Head head(Handle tx) {
        return head(tx, "select seq, hash from audit_head");
    }

    private static Link.Head head(Handle tx, String sql) {
        return tx.createQuery(sql)
                .map((row, context) -> new Link.Head(row.getLong("seq"), row.getString("hash")))
                .one();
    }

    /** Writes the links and moves the end of the chain to the last of them, in one statement. */
    static void insert(Handle tx, List<Link> links) {
        Link last = links.getLast();
        tx.createUpdate("""
                        with added as (
                            insert into audit (seq, at, actor, action, target, detail, previous_hash, hash)
                            select * from unnest(:seqs::bigint[], :ats::timestamptz[], :actors::text[],
                                :actions::text[], :targets::text[], :details::text[], :previous::text[],
                                :hashes::text[]))
                        update audit_head set seq = :seq, hash = :hash
                        """)
                .bind("seqs", links.stream().map(Link::seq).toArray(Long[]::new))
                .bind("ats", links.stream().map(link -> link.at().toString()).toArray(String[]::new))
                .bind("actors", texts(links, Link::actor))
                .bind("actions", texts(links, Link::action))
                .bind("targets", texts(links, Link::target))
                .bind("details", texts(links, Link::detail))
                .bind("previous", texts(links, Link::previous))
                .bind("hashes", texts(links, Link::hash))
                .bind("seq", last.seq())
                .bind("hash", last.hash())
                .execute();
    }

    private static String[] texts(List<Link> links, Function<Link, String> field) {
        return links.stream().map(field).toArray(String[]::new);
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
