package dev.opsdeck.target.postgres;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.DatabaseStep;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.probe.Spoken;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Builds indexes anew beside the old ones; the new ones have other oids, which proves it. */
@Singleton
final class ReindexHandler implements StepHandler<DatabaseStep.Reindex> {
    /** Its table with the one beside it for long values, and the usable indexes that are meant. */
    private static final String STATE = """
            with named as (select to_regclass(%1$s)::oid as oid),
                 tables as (
                     select c.oid, c.reltoastrelid from pg_class c, named
                     where c.oid = coalesce((select indrelid from pg_index, named
                                             where indexrelid = named.oid), named.oid)
                        or (%2$s and c.oid in (select relid from pg_partition_tree(named.oid))))
            select (select string_agg(oid::text, ',')
                    from (select oid from tables union select reltoastrelid from tables
                          where reltoastrelid <> 0 and %2$s) as all_tables),
                   (select string_agg(indexrelid::text, ' ') from pg_index
                    where indisvalid and case when %2$s then indrelid in (select oid from tables)
                                              else indexrelid = (select oid from named) end)""";

    private final Writing writing;
    private final LongStatement statement;
    private final IndexRemainders remainders;

    ReindexHandler(Writing writing, LongStatement statement, IndexRemainders remainders) {
        this.writing = writing;
        this.statement = statement;
        this.remainders = remainders;
    }

    @Override
    public Class<DatabaseStep.Reindex> kind() {
        return DatabaseStep.Reindex.class;
    }

    @Override
    public Map<String, String> before(ManagedSystem system, DatabaseStep.Reindex step) {
        State now = state(system, step);
        return Map.of("marker", LongStatement.marker(), "tables", now.tables(), "indexes", now.indexes());
    }

    @Override
    public Outcome act(
            ManagedSystem system, DatabaseStep.Reindex step, Map<String, String> before, StepControl control) {
        Optional<String> inTheWay = left(system, step, before);
        if (inTheWay.isPresent()) {
            return new Outcome.Failed(inTheWay.get(), false);
        }
        String sql = "reindex " + (step.wholeTable() ? "table" : "index") + " concurrently " + step.name();
        return switch (statement.run(job(system, step, before), sql, control)) {
            case LongStatement.Ended.Otherwise(Outcome.Unknown outcome) -> outcome;
            case LongStatement.Ended.Otherwise(Outcome outcome) ->
                left(system, step, before)
                        .map(left -> CreateIndexHandler.withLeft(outcome, left))
                        .orElse(outcome);
            case LongStatement.Ended.Well _ -> ended(system, step, before);
        };
    }

    private Outcome ended(ManagedSystem system, DatabaseStep.Reindex step, Map<String, String> before) {
        Set<String> old = oids(before.getOrDefault("indexes", ""));
        Set<String> now = oids(state(system, step).indexes());
        long anew = now.stream().filter(oid -> !old.contains(oid)).count();
        long kept = now.size() - anew;
        if (anew == 0 && !now.isEmpty()) {
            return new Outcome.Failed("The server left every index of " + step.name() + " as it was.", false);
        }
        String words = Spoken.count(anew, "index was", "indexes were") + " built anew";
        return new Outcome.Done(
                kept == 0
                        ? words + "."
                        : words + "; " + Spoken.count(kept, "one was", "were")
                                + " left, which cannot be built while it is used.");
    }

    /** Drops what an attempt left; why that is not possible. */
    private Optional<String> left(ManagedSystem system, DatabaseStep.Reindex step, Map<String, String> before) {
        try {
            remainders.ofTables(system, step.database(), before.getOrDefault("tables", "0"));
            return Optional.empty();
        } catch (SqlFailure e) {
            return Optional.of("What an interrupted attempt left could not be dropped: " + Refusal.words(e)
                    + " Its indexes end in _ccnew or _ccold; the old ones are in use and whole.");
        }
    }

    @Override
    public Finding inspect(
            ManagedSystem system,
            DatabaseStep.Reindex step,
            Map<String, String> before,
            Instant intentAt,
            Instant now) {
        Optional<String> underWay = statement.underWay(job(system, step, before));
        if (underWay.isPresent()) {
            return new Finding.UnderWay(underWay.get());
        }
        Set<String> old = oids(before.getOrDefault("indexes", ""));
        Set<String> there = oids(state(system, step).indexes());
        return there.stream().noneMatch(old::contains)
                ? new Finding.Happened("Every index of " + step.name() + " is a new one.")
                : new Finding.DidNotHappen("Not every index of " + step.name() + " is a new one.");
    }

    /**
     * @param tables oids separated by commas
     * @param indexes oids separated by spaces
     */
    private record State(String tables, String indexes) {}

    private State state(ManagedSystem system, DatabaseStep.Reindex step) {
        List<String> row = writing.look(
                        system,
                        step.database(),
                        STATE.formatted(Writing.literal(step.name()), Boolean.toString(step.wholeTable())))
                .rows()
                .getFirst();
        if (row.getFirst().isEmpty()) {
            throw new TargetException(step.name() + " is not in the database " + step.database() + " any more.");
        }
        return new State(row.getFirst(), row.get(1));
    }

    private static Set<String> oids(String text) {
        return Arrays.stream(text.split(" ")).filter(oid -> !oid.isEmpty()).collect(Collectors.toSet());
    }

    private static LongStatement.Job job(ManagedSystem system, DatabaseStep.Reindex step, Map<String, String> before) {
        return new LongStatement.Job(
                system,
                step.database(),
                before.getOrDefault("marker", ""),
                "Building " + step.name() + " anew",
                LongStatement.Progress.CREATE_INDEX,
                Duration.ZERO);
    }
}
