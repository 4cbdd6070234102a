package dev.opsdeck.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index that a database should have. Its name in the catalog is its name in PostgreSQL.
 *
 * @param columns names of columns, or expressions in parentheses, each with what may follow it, such as {@code desc}
 * @param where only rows for which this holds; null for all
 */
@Doc("An index that can be made while the table is used.")
public record DatabaseIndex(
        @FromKey String name,
        @Doc("Table that it is for.") String table,

        @Doc("Columns, or expressions in parentheses.") @OneOrMany @NotEmpty
        List<String> columns,

        @Doc("No two rows may have the same values.") @Default("false")
        boolean unique,

        @Doc("Kind of index, such as btree, gin or brin.") @Default("btree")
        String method,

        @Doc("Only rows for which this SQL condition holds.") @Nullable
        String where) {}
