package dev.opsdeck.target.postgres;

import dev.opsdeck.catalog.ManagedSystem;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Drops indexes that cannot be used because building them was interrupted. */
@Singleton
final class IndexRemainders {
    private final Writing writing;

    IndexRemainders(Writing writing) {
        this.writing = writing;
    }

    /**
     * Drops what building indexes anew beside the old ones left on these tables, unless somebody is building there.
     *
     * @param tables oids, separated by commas
     * @return the names of what was dropped
     * @throws SqlFailure when the server refuses
     */
    List<String> ofTables(ManagedSystem system, String database, String tables) {
        return drop(system, database, """
                select format('%%I.%%I', n.nspname, c.relname)
                from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
                where i.indrelid in (%1$s) and not i.indisvalid and c.relname ~ '_cc(new|old)[0-9]*$'
                  and not exists (select from pg_stat_progress_create_index p where p.relid in (%1$s))
                order by 1""".formatted(tables));
    }

    /**
     * Drops the index of that name when it cannot be used, and nobody is building it.
     *
     * @param index as SQL writes it
     */
    List<String> ofIndex(ManagedSystem system, String database, String index) {
        return drop(system, database, """
                select format('%%I.%%I', n.nspname, c.relname)
                from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
                where i.indexrelid = to_regclass(%s) and not i.indisvalid
                  and not exists (select from pg_stat_progress_create_index p where p.index_relid = i.indexrelid)
                """.formatted(Writing.literal(index)));
    }

    private List<String> drop(ManagedSystem system, String database, String which) {
        List<String> dropped = new ArrayList<>();
        for (List<String> row : writing.look(system, database, which).rows()) {
            writing.run(
                    system, database, "drop index concurrently if exists " + row.getFirst(), LongStatement.patient());
            dropped.add(row.getFirst());
        }
        return dropped;
    }
}
