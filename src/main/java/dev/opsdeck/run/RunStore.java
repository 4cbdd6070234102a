package dev.opsdeck.run;

import dev.opsdeck.plan.Plan;
import dev.opsdeck.plan.PlanJson;
import dev.opsdeck.plan.Undo;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Runs in PostgreSQL. Every method works within the caller's transaction. */
@Singleton
public final class RunStore {
    private static final String SELECT =
            "select *, exists (select from run_output o where o.run = run.id) as has_output from run ";

    private final RunRows rows = new RunRows();

    /** Puts a run with its steps on record, all pending. */
    public Run create(Handle tx, NewRun run) {
        Plan plan = run.plan();
        long id = tx.createQuery("""
                        insert into run (state, requester, requester_name, channel, channel_name, command_text, reason,
                            system, targets, plan, digest, break_glass, created_at)
                        values (:state, :requester, :requesterName, :channel, :channelName, :commandText, :reason,
                            :system, :targets, :plan::jsonb, :digest, :breakGlass, :createdAt)
                        returning id""")
                .bind("state", run.state())
                .bind("requester", run.requester())
                .bind("requesterName", run.requesterName())
                .bind("channel", run.channel())
                .bind("channelName", run.channelName())
                .bind("commandText", run.commandText())
                .bind("reason", run.reason())
                .bind("system", plan.system())
                .bindArray("targets", String.class, names(plan))
                .bind("plan", PlanJson.write(plan))
                .bind("digest", plan.digest())
                .bind("breakGlass", run.breakGlass())
                .bind("createdAt", RunRows.at(run.createdAt()))
                .mapTo(Long.class)
                .one();
        tx.createUpdate("insert into run_step (run, index, state)"
                        + " select :run, generate_series(0, :last), 'PENDING'")
                .bind("run", id)
                .bind("last", plan.steps().size() - 1)
                .execute();
        return get(tx, id);
    }

    public Optional<Run> find(Handle tx, long id) {
        return rows.runs(tx, tx.createQuery(SELECT + "where id = :id").bind("id", id)).stream()
                .findFirst();
    }

    /** Those of the runs that there are, by their numbers. */
    public Map<Long, Run> find(Handle tx, List<Long> ids) {
        Query query = tx.createQuery(SELECT + "where id = any (:ids)").bindArray("ids", Long.class, ids);
        return rows.runs(tx, query).stream().collect(Collectors.toMap(Run::id, run -> run));
    }

    Run get(Handle tx, long id) {
        return find(tx, id).orElseThrow(() -> new IllegalArgumentException("there is no run " + id));
    }

    /** The run, which nobody else can change before the transaction ends. */
    public Optional<Run> lock(Handle tx, long id) {
        tx.createQuery("select id from run where id = :id for update")
                .bind("id", id)
                .mapTo(Long.class)
                .findOne();
        return find(tx, id);
    }

    /**
     * Newest first.
     *
     * @param target {@code system}, {@code system/service} or null for all
     * @param active only those that have not ended
     */
    public List<Run> recent(Handle tx, @Nullable String target, boolean active, int limit) {
        Query query = tx.createQuery(SELECT + """
                        where (:target::text is null or system = :target or :target = any (targets))
                        and (not :active or ended_at is null)
                        order by id desc limit :limit""")
                .bind("target", target)
                .bind("active", active)
                .bind("limit", limit);
        return rows.runs(tx, query);
    }

    /** The run of that runbook that ended well last, whatever its parameters were. */
    public Optional<Run> lastWell(Handle tx, String system, String runbook) {
        Query query = tx.createQuery(SELECT + """
                        where system = :system and state = 'SUCCEEDED'
                        and split_part(plan ->> 'command', ' ', 1) = 'run'
                        and split_part(plan ->> 'command', ' ', 2) = :runbook
                        order by ended_at desc limit 1""").bind("system", system).bind("runbook", system + "/" + runbook);
        return rows.runs(tx, query).stream().findFirst();
    }

    /** The newest run that started and ended on one of the plan's targets before the given one. */
    public Optional<Run> lastOn(Handle tx, Plan plan, long before) {
        Query query = tx.createQuery(SELECT + """
                        where targets && :targets and id < :before and started_at is not null and ended_at is not null
                        order by id desc limit 1""")
                .bindArray("targets", String.class, names(plan))
                .bind("before", before);
        return rows.runs(tx, query).stream().findFirst();
    }

    /** Other runs on the plan's targets that have not ended, oldest first. */
    public List<Run> activeOn(Handle tx, Plan plan, long except, int limit) {
        return rows.runs(
                tx,
                tx.createQuery(SELECT + """
                                where targets && :targets and id <> :except and ended_at is null
                                order by id limit :limit""")
                        .bindArray("targets", String.class, names(plan))
                        .bind("except", except)
                        .bind("limit", limit));
    }

    /** The run that changes one of the plan's targets, or is next to; empty when the plan could start at once. */
    public Optional<Run> busy(Handle tx, Plan plan) {
        Query query = tx.createQuery(SELECT + """
                        where targets && :targets and ended_at is null and state in ('RUNNING', 'ASKING', 'QUEUED')
                        order by started_at nulls last, id limit 1""").bindArray("targets", String.class, names(plan));
        return rows.runs(tx, query).stream().findFirst();
    }

    /** For each of the plan's targets the run that has waited longest for it. */
    List<Long> nextOn(Handle tx, Plan plan) {
        return tx.createQuery("""
                        select distinct min(run.id) from run, unnest(:targets) target
                        where run.state = 'QUEUED' and run.ended_at is null and target = any (run.targets)
                        group by target""")
                .bindArray("targets", String.class, names(plan))
                .mapTo(Long.class)
                .list();
    }

    /**
     * Moves a run that is locked by this transaction to its next state.
     *
     * @throws IllegalStateException when the state cannot follow, which the caller has to rule out
     */
    public Run move(Handle tx, Run run, RunState to, @Nullable String note, Instant now) {
        if (!run.state().exits().contains(to)) {
            throw new IllegalStateException("run " + run.id() + " cannot go from " + run.state() + " to " + to);
        }
        tx.createUpdate("""
                        update run set state = :to, note = :note, version = version + 1,
                            started_at = case when :running then coalesce(started_at, :now::timestamptz) else started_at end,
                            ended_at = case when :ended then :now::timestamptz end
                        where id = :id""")
                .bind("to", to)
                .bind("note", note)
                .bind("running", to == RunState.RUNNING)
                .bind("ended", to.ended())
                .bind("now", RunRows.at(now))
                .bind("id", run.id())
                .execute();
        if (to.ended()) {
            end(tx, run.id());
        }
        return get(tx, run.id());
    }

    private static void end(Handle tx, long run) {
        tx.createUpdate("update run_step set state = 'SKIPPED' where run = :run and state = 'PENDING'")
                .bind("run", run)
                .execute();
        tx.createUpdate("delete from target_lock where run = :run")
                .bind("run", run)
                .execute();
    }

    /** Remembers who asked to stop it. */
    public void requestCancel(Handle tx, long run, String user) {
        tx.createUpdate("update run set cancel_requested_by = :user, version = version + 1 where id = :run")
                .bind("user", user)
                .bind("run", run)
                .execute();
    }

    /**
     * Gives the step that a person was asked about the state that he chose.
     *
     * @param note who did what, for the record; null for nothing to say
     */
    public void settle(Handle tx, long run, int step, StepState state, @Nullable String note, Instant now) {
        tx.createUpdate("""
                        update run_step set state = :state, note = :note,
                            ended_at = case when :ended then :now::timestamptz end
                        where run = :run and index = :index""")
                .bind("state", state)
                .bind("note", note)
                .bind("ended", state != StepState.PENDING)
                .bind("index", step)
                .bind("run", run)
                .bind("now", RunRows.at(now))
                .execute();
    }

    /** Puts on record that from now on the run puts back what it did, newest first; its steps to come are passed over. */
    public void reverse(Handle tx, long run, Reversal reversal) {
        tx.createUpdate("update run set reversal_to = :to, reversal_reason = :reason where id = :run")
                .bind("to", reversal.to())
                .bind("reason", reversal.reason())
                .bind("run", run)
                .execute();
        tx.createUpdate("update run_step set state = 'SKIPPED' where run = :run and state = 'PENDING'")
                .bind("run", run)
                .execute();
        List<StepRecord> steps = get(tx, run).steps();
        int next = steps.size();
        for (StepRecord step : steps.reversed()) {
            if (Journal.begun(step) && step.step().undo() == Undo.BACK) {
                tx.createUpdate(
                                "insert into run_step (run, index, state, undoes) values (:run, :index, 'PENDING', :of)")
                        .bind("run", run)
                        .bind("index", next++)
                        .bind("of", step.index())
                        .execute();
            }
        }
    }

    boolean cancelRequested(Handle tx, long run) {
        return tx.createQuery("select cancel_requested_by is not null from run where id = :run")
                .bind("run", run)
                .mapTo(Boolean.class)
                .one();
    }

    /** Makes the run wait for a time, even when it may start earlier. */
    public void notBefore(Handle tx, long run, Instant time) {
        tx.createUpdate("update run set not_before = :time where id = :run")
                .bind("time", RunRows.at(time))
                .bind("run", run)
                .execute();
    }

    /** Before when the run must not start; empty for at once. */
    public Optional<Instant> notBefore(Handle tx, long run) {
        return tx.createQuery("select not_before from run where id = :run and not_before is not null")
                .bind("run", run)
                .mapTo(java.time.OffsetDateTime.class)
                .findOne()
                .map(java.time.OffsetDateTime::toInstant);
    }

    /** The newest run that was asked for by that actor. */
    public Optional<Run> newestOf(Handle tx, String requester) {
        return rows
                .runs(
                        tx,
                        tx.createQuery(SELECT + "where requester = :requester order by id desc limit 1")
                                .bind("requester", requester))
                .stream()
                .findFirst();
    }

    /** Keeps what differed when the approved plan was not the plan any more. */
    public void drift(Handle tx, long run, List<String> lines) {
        tx.createUpdate("update run set drift = :drift where id = :run")
                .bindArray("drift", String.class, lines)
                .bind("run", run)
                .execute();
    }

    public List<String> drift(Handle tx, long run) {
        return tx.createQuery("select unnest(drift) from run where id = :run")
                .bind("run", run)
                .mapTo(String.class)
                .list();
    }

    static List<String> names(Plan plan) {
        return plan.targets().stream().map(Object::toString).toList();
    }
}
