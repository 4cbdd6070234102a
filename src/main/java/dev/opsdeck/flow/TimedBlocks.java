package dev.opsdeck.flow;

import dev.opsdeck.access.Technical;
import dev.opsdeck.catalog.Catalog;
import dev.opsdeck.catalog.LiveCatalog;
import dev.opsdeck.command.Command;
import dev.opsdeck.command.Grammar;
import dev.opsdeck.command.Terms;
import dev.opsdeck.flow.TimedBlockStore.TimedBlock;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Mrkdwn;
import dev.opsdeck.message.Outbox;
import dev.opsdeck.plan.HostStep.BlockAddress;
import dev.opsdeck.plan.Plan;
import dev.opsdeck.plan.Plans;
import dev.opsdeck.plan.TargetException;
import dev.opsdeck.run.Run;
import dev.opsdeck.run.RunState;
import dev.opsdeck.run.RunStore;
import dev.opsdeck.run.StepState;
import dev.opsdeck.run.TaskTable;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Lets in again what was blocked until a time: by a run of its own, which needs no consent, as that to the block was one
 * to its end, too, and which no freeze stops. Whatever is said about the address later takes its place.
 */
@Singleton
final class TimedBlocks implements Timer {
    private static final String TASK = "end-of-block";
    private static final Duration LOOK = Duration.ofSeconds(20);
    private static final Duration TRY_AGAIN = Duration.ofMinutes(10);
    private static final int MOST_TRIES = 6;

    private final TimedBlockStore store;
    private final LiveCatalog catalog;
    private final Grammar grammar;
    private final Plans plans;
    /** Asked for late: what opens runs is told of their course by what this is a part of. */
    private final Provider<RunOpening> opening;

    private final RunStore runs;
    private final Outbox outbox;
    private final Jdbi jdbi;
    private final Clock clock;

    TimedBlocks(
            TimedBlockStore store,
            LiveCatalog catalog,
            Grammar grammar,
            Plans plans,
            Provider<RunOpening> opening,
            RunStore runs,
            Outbox outbox,
            Jdbi jdbi,
            Clock clock) {
        this.store = store;
        this.catalog = catalog;
        this.grammar = grammar;
        this.plans = plans;
        this.opening = opening;
        this.runs = runs;
        this.outbox = outbox;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    @Override
    public String task() {
        return TASK;
    }

    /** The run moved; what it has blocked is let in at its time from the same moment on. */
    void moved(Handle tx, Run run) {
        if (run.state() != RunState.SUCCEEDED) {
            return;
        }
        run.steps().stream()
                .filter(step -> step.undoes() == null && step.state() == StepState.DONE)
                .filter(step -> step.step() instanceof BlockAddress)
                .map(step -> (BlockAddress) step.step())
                .forEach(step -> blocked(tx, run, step));
    }

    private void blocked(Handle tx, Run run, BlockAddress step) {
        store.forget(tx, step);
        Instant until = step.until();
        if (until != null) {
            store.add(tx, run.id(), step, until);
            TaskTable.schedule(tx, TASK, Long.toString(run.id()), until);
        }
    }

    /** Whether the run lets in what was blocked until a time. */
    boolean isLift(long run) {
        return jdbi.withHandle(tx -> store.isLift(tx, run));
    }

    @Override
    public Optional<Instant> due(long id) {
        Catalog now = catalog.current();
        return jdbi.inTransaction(tx -> store.find(tx, id).flatMap(block -> due(tx, block, now)));
    }

    private Optional<Instant> due(Handle tx, TimedBlock block, Catalog now) {
        Instant time = clock.instant();
        if (time.isBefore(block.until())) {
            return Optional.of(block.until());
        }
        Optional<Run> lift = Optional.ofNullable(block.lift()).flatMap(run -> runs.find(tx, run));
        if (lift.isPresent() && !lift.get().state().ended()) {
            return Optional.of(time.plus(LOOK));
        }
        if (block.tries() >= MOST_TRIES) {
            givenUp(tx, block);
            return Optional.empty();
        }
        Instant next = lift.map(run -> run.createdAt().plus(TRY_AGAIN)).orElse(time);
        if (time.isBefore(next)) {
            return Optional.of(next);
        }
        return Optional.of(time.plus(begin(tx, block, now) ? LOOK : TRY_AGAIN));
    }

    /** Whether a run was begun; it is seen by its card how that goes. */
    private boolean begin(Handle tx, TimedBlock block, Catalog now) {
        Run first = runs.find(tx, block.run()).orElseThrow();
        var command = new Command.Block(
                block.address(),
                block.system() + "/" + block.server(),
                true,
                false,
                null,
                new Terms("run " + block.run() + " blocked it until now", false, true, false));
        var actor = Technical.schedule(block.system() + "/" + TASK, "");
        var request = new Request(
                TASK + ":" + block.run() + ":" + block.tries(),
                actor.id(),
                first.channel(),
                first.channelName(),
                grammar.canonical(command));
        Long lift = null;
        try {
            Plan plan = plans.plan(now, command);
            opening.get().open(tx, new Caller(request, actor, now), command, plan, Authority.Verdict.Granted.FREELY);
            lift = runs.newestOf(tx, actor.id()).map(Run::id).orElse(null);
        } catch (TargetException notNow) {
            // Said when it was tried often enough: until then it may be put right.
        }
        store.lifting(tx, block.run(), lift);
        return lift != null;
    }

    private void givenUp(Handle tx, TimedBlock block) {
        Run first = runs.find(tx, block.run()).orElseThrow();
        outbox.post(
                tx,
                TASK + ":" + block.run(),
                first.channel(),
                Message.of(Mrkdwn.escape(block.address()) + " was blocked until now and could not be let in again, "
                        + MOST_TRIES + " times. See why by the last run, then give: `/ops block "
                        + Mrkdwn.escape(block.address()) + " --on=" + block.system() + "/" + block.server()
                        + " --unblock`"),
                null);
        store.remove(tx, block.run());
    }
}
