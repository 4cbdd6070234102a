package dev.opsdeck.target.postgres;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.TargetException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds tables and indexes by what people call them. */
@Singleton
final class Relations {
    private static final String FIND = """
            select c.oid, format('%%I.%%I', n.nspname, c.relname), c.relkind, pg_total_relation_size(c.oid),
                   exists (select from pg_index i where i.indexrelid = c.oid and i.indisvalid)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.oid = coalesce(to_regclass(%1$s), to_regclass(quote_ident(%2$s)))""";

    /** Older servers refuse to look for anything that is not written like a name. */
    private static final Pattern NAME =
            Pattern.compile("(?:\"[^\"]+\"|[\\p{L}_][\\w$]*)(?:\\.(?:\"[^\"]+\"|[\\p{L}_][\\w$]*))?");

    private final Writing writing;

    Relations(Writing writing) {
        this.writing = writing;
    }

    /**
     * A table, an index, or something else that has rows.
     *
     * @param name as SQL writes it, with its schema
     * @param kind PostgreSQL's letter
     * @param bytes with its indexes
     * @param valid whether it is an index that can be used
     */
    record Relation(long oid, String name, String kind, long bytes, boolean valid) {
        boolean table() {
            return kind.equals("r") || kind.equals("p") || kind.equals("m");
        }

        boolean index() {
            return kind.equals("i") || kind.equals("I");
        }
    }

    Optional<Relation> find(ManagedSystem system, String database, String typed) {
        String asWritten = NAME.matcher(typed).matches() ? Writing.literal(typed) : "null";
        return writing.look(system, database, FIND.formatted(asWritten, Writing.literal(typed))).rows().stream()
                .findFirst()
                .map(Relations::relation);
    }

    Relation table(ManagedSystem system, String database, String typed) {
        Relation found = existing(system, database, typed);
        if (!found.table()) {
            throw new TargetException(typed + " is not a table of the database " + database + ".");
        }
        return found;
    }

    Relation existing(ManagedSystem system, String database, String typed) {
        return find(system, database, typed)
                .orElseThrow(() -> new TargetException("There is no " + typed + " in the database " + database
                        + ". See its tables with: db " + system.name() + "/" + database + " sizes"));
    }

    private static Relation relation(List<String> row) {
        return new Relation(
                Long.parseLong(row.getFirst()),
                row.get(1),
                row.get(2),
                Long.parseLong(row.get(3)),
                row.get(4).startsWith("t"));
    }
}
