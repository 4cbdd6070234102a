package dev.opsdeck.target.postgres;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.probe.Spoken;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** VACUUM and ANALYZE: runs them, and proves by the server's own records of each table that they were done. */
@Singleton
final class TableWork {
    private static final Duration LOOK = Duration.ofMillis(500);

    /** Servers before version 15 write their records with a delay. */
    private static final int LOOKS = 10;

    private static final int NAMED = 5;

    private final Writing writing;
    private final LongStatement statement;

    TableWork(Writing writing, LongStatement statement) {
        this.writing = writing;
        this.statement = statement;
    }

    /**
     * What is done.
     *
     * @param what for people: "VACUUM of public.orders"
     * @param tables as SQL writes them; empty for all
     * @param vacuumed whether the tables must have been vacuumed
     * @param analyzed whether they must have been analyzed
     * @param rewritten whether they must have been written anew, of which there is no other record
     */
    record Task(
            String database,
            String sql,
            String what,
            LongStatement.Progress progress,
            List<String> tables,
            boolean vacuumed,
            boolean analyzed,
            boolean rewritten) {
        private LongStatement.Job job(ManagedSystem system, Map<String, String> before) {
            return new LongStatement.Job(
                    system,
                    database,
                    before.getOrDefault("marker", ""),
                    what,
                    progress,
                    rewritten ? Duration.ofSeconds(10) : Duration.ZERO);
        }
    }

    Map<String, String> before(ManagedSystem system, Task task) {
        String at = writing.look(
                        system, task.database(), "select (extract(epoch from clock_timestamp()) * 1000000)::bigint")
                .rows()
                .getFirst()
                .getFirst();
        return Map.of("marker", LongStatement.marker(), "at", at, "files", files(system, task));
    }

    Outcome act(ManagedSystem system, Task task, Map<String, String> before, StepControl control) {
        return switch (statement.run(task.job(system, before), task.sql(), control)) {
            case LongStatement.Ended.Otherwise(Outcome outcome) -> outcome;
            case LongStatement.Ended.Well _ -> proven(system, task, before, control);
        };
    }

    private Outcome proven(ManagedSystem system, Task task, Map<String, String> before, StepControl control) {
        Proof proof = proof(system, task, before);
        for (int look = 1; look < LOOKS && !proof.missing().isEmpty(); look++) {
            if (!control.pause(LOOK)) {
                break;
            }
            proof = proof(system, task, before);
        }
        boolean all = proof.missing().isEmpty();
        boolean enough = task.tables().isEmpty() ? all || proof.done() > 0 : all;
        return enough
                ? new Outcome.Done(proof.words())
                : new Outcome.Failed(
                        task.what() + ": " + proof.words() + " The server passes over tables that the database user"
                                + " does not own.",
                        false);
    }

    Finding inspect(ManagedSystem system, Task task, Map<String, String> before) {
        Optional<String> underWay = statement.underWay(task.job(system, before));
        if (underWay.isPresent()) {
            return new Finding.UnderWay(underWay.get());
        }
        Proof proof = proof(system, task, before);
        return proof.missing().isEmpty()
                ? new Finding.Happened(proof.words())
                : new Finding.DidNotHappen(task.what() + " did not come to its end.");
    }

    /** For how many tables it is on record, and for which it is not. */
    private record Proof(int done, List<String> missing) {
        String words() {
            String done = Spoken.count(this.done, "table was", "tables were") + " done";
            if (missing.isEmpty()) {
                return done + ".";
            }
            String some = missing.stream().limit(NAMED).collect(Collectors.joining(", "));
            int more = missing.size() - NAMED;
            return done + ", but not " + some + (more > 0 ? " and " + more + " more." : ".");
        }
    }

    private Proof proof(ManagedSystem system, Task task, Map<String, String> before) {
        String at = before.getOrDefault("at", "0");
        String vacuumed = task.vacuumed() ? since("last_vacuum", at) : "true";
        String analyzed = task.analyzed() ? since("last_analyze", at) : "true";
        String rewritten = task.rewritten()
                ? "not (c.oid || '=' || pg_relation_filenode(c.oid) = any(string_to_array("
                        + Writing.literal(before.getOrDefault("files", "")) + ", ' ')))"
                : "true";
        String sql = "select format('%I.%I', s.schemaname, s.relname), " + vacuumed + " and " + analyzed + " and "
                + rewritten + " from pg_stat_user_tables s join pg_class c on c.oid = s.relid where " + scope(task)
                + " order by 1";
        List<List<String>> rows = writing.look(system, task.database(), sql).rows();
        List<String> missing = rows.stream()
                .filter(row -> !row.get(1).startsWith("t"))
                .map(List::getFirst)
                .toList();
        return new Proof(rows.size() - missing.size(), missing);
    }

    private String files(ManagedSystem system, Task task) {
        if (!task.rewritten()) {
            return "";
        }
        String sql = "select c.oid || '=' || pg_relation_filenode(c.oid) from pg_class c where " + scope(task);
        return writing.look(system, task.database(), sql).rows().stream()
                .map(List::getFirst)
                .collect(Collectors.joining(" "));
    }

    private static String since(String column, String at) {
        return "coalesce((extract(epoch from s." + column + ") * 1000000)::bigint, 0) >= " + at;
    }

    /** Tables that have rows of their own: of a partitioned table, its partitions. */
    private static String scope(Task task) {
        String kinds = "c.relkind in ('r', 'm') and c.relpersistence <> 't'";
        if (task.tables().isEmpty()) {
            return kinds;
        }
        return kinds + " and ("
                + task.tables().stream()
                        .map(Writing::literal)
                        .map(table -> "c.oid = to_regclass(" + table + ") or c.oid in (select relid from"
                                + " pg_partition_tree(to_regclass(" + table + ")))")
                        .collect(Collectors.joining(" or "))
                + ")";
    }
}
