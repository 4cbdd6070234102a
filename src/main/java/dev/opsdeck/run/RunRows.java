package dev.opsdeck.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.opsdeck.plan.Plan;
import dev.opsdeck.plan.PlanJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Rows of the run tables to records and back. */
final class RunRows {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** How many plans are remembered; a card shows a handful of runs, and those that change are shown again and again. */
    private static final long REMEMBERED = 64;

    /** A run's plan is written once and never changes, while the run is read with every step. */
    private final Cache<PlanKey, Plan> plans =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    private record PlanKey(long run, String digest) {}

    /** The runs that the query finds, in its order, with their steps, which are fetched for all at once. */
    List<Run> runs(Handle tx, Query query) {
        List<Run> bare = query.map((row, _) -> run(row)).list();
        if (bare.isEmpty()) {
            return bare;
        }
        Map<Long, Run> byId = bare.stream().collect(Collectors.toMap(Run::id, run -> run));
        Map<Long, List<StepRecord>> steps = tx.createQuery(
                        "select * from run_step where run = any (:runs) order by run, index")
                .bind("runs", byId.keySet().toArray(Long[]::new))
                .map((row, _) -> Map.entry(row.getLong("run"), row(row, byId)))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        return bare.stream()
                .map(run -> run.with(steps.getOrDefault(run.id(), List.of())))
                .toList();
    }

    private static StepRecord row(ResultSet row, Map<Long, Run> runs) throws SQLException {
        return step(row, Objects.requireNonNull(runs.get(row.getLong("run"))).plan());
    }

    private Run run(ResultSet row) throws SQLException {
        return new Run(
                row.getLong("id"),
                RunState.valueOf(row.getString("state")),
                row.getString("requester"),
                row.getString("requester_name"),
                row.getString("channel"),
                row.getString("channel_name"),
                row.getString("command_text"),
                row.getString("reason"),
                plan(row),
                List.of(),
                required(row, "created_at"),
                instant(row, "started_at"),
                instant(row, "ended_at"),
                row.getString("note"),
                row.getString("cancel_requested_by"),
                row.getBoolean("break_glass"),
                reversal(row),
                row.getBoolean("has_output"),
                row.getLong("version"));
    }

    private Plan plan(ResultSet row) throws SQLException {
        String json = row.getString("plan");
        return plans.get(new PlanKey(row.getLong("id"), row.getString("digest")), _ -> PlanJson.read(json));
    }

    private static @Nullable Reversal reversal(ResultSet row) throws SQLException {
        String to = row.getString("reversal_to");
        return to == null ? null : new Reversal(RunState.valueOf(to), row.getString("reversal_reason"));
    }

    private static StepRecord step(ResultSet row, Plan plan) throws SQLException {
        int index = row.getInt("index");
        Integer undoes = row.getObject("undoes", Integer.class);
        return new StepRecord(
                index,
                plan.steps().get(undoes == null ? index : undoes),
                StepState.valueOf(row.getString("state")),
                row.getInt("attempt"),
                instant(row, "intent_at"),
                map(row.getString("before")),
                instant(row, "started_at"),
                instant(row, "ended_at"),
                map(row.getString("result")),
                undoes,
                row.getString("note"));
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static String json(Map<String, String> map) {
        try {
            return JSON.writeValueAsString(map);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A step's state cannot be written as JSON", e);
        }
    }

    private static Map<String, String> map(String json) {
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A step's stored state cannot be read", e);
        }
    }

    private static Instant required(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
