package dev.opsdeck.flow;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.opsdeck.capture.CaptureStore;
import dev.opsdeck.run.RunWorker;
import dev.opsdeck.run.TaskTable;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.LongFunction;
import javax.sql.DataSource;

/**
 * Gives due work to this replica. A worker that stops sending heartbeats is taken for dead after about five seconds,
 * and its work goes on elsewhere; with the polling that stays well under 15 seconds.
 */
@Singleton
public final class Scheduling implements ApplicationEventListener<ServerStartupEvent> {
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    private static final int MISSED_HEARTBEATS = 4;
    private static final Duration POLLING = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration SWEEP = Duration.ofSeconds(5);
    private static final int THREADS = 40;

    /** What is under way gets this long to reach a point where another replica can go on. */
    private static final Duration SHUTDOWN = Duration.ofSeconds(20);

    private final RunWorker worker;
    private final Expiry expiry;
    private final Sweep sweep;
    private final Deliveries deliveries;
    private final CaptureStore captures;
    private final LogFollowing following;
    private final ChartImages images;
    private final Monitors monitors;
    private final UsageSamples usage;
    private final IncidentRooms incidentRooms;
    private final Clock clock;
    private final Scheduler scheduler;

    Scheduling(
            DataSource database,
            RunWorker worker,
            Expiry expiry,
            Sweep sweep,
            Deliveries deliveries,
            CaptureStore captures,
            LogFollowing following,
            ChartImages images,
            Monitors monitors,
            UsageSamples usage,
            List<Timer> timers,
            List<Regular> regulars,
            IncidentRooms incidentRooms,
            Clock clock) {
        this.worker = worker;
        this.expiry = expiry;
        this.sweep = sweep;
        this.deliveries = deliveries;
        this.captures = captures;
        this.following = following;
        this.images = images;
        this.monitors = monitors;
        this.usage = usage;
        this.incidentRooms = incidentRooms;
        this.clock = clock;
        this.scheduler = Scheduler.create(database, tasks(timers))
                .startTasks(recurring(regulars))
                .schedulerName(new SchedulerName.Fixed(name()))
                .executorService(Executors.newVirtualThreadPerTaskExecutor())
                .threads(THREADS)
                .pollUsingLockAndFetch(0.5, 1.0)
                .pollingInterval(POLLING)
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .clock(clock::instant)
                .alwaysPersistTimestampInUTC()
                .failureLogging(LogLevel.WARN, true)
                .shutdownMaxWait(SHUTDOWN)
                .build();
    }

    /** Says in the scheduler's table which process has picked a task; unlike its id, never that of an earlier one. */
    private static String name() {
        return ManagementFactory.getRuntimeMXBean().getName() + " " + UUID.randomUUID();
    }

    private List<Task<?>> tasks(List<Timer> timers) {
        List<Task<?>> tasks = new ArrayList<>(List.of(runs(), expiries(), follows()));
        timers.forEach(timer -> tasks.add(comingBack(timer.task(), timer::due)));
        return tasks;
    }

    private List<RecurringTask<Void>> recurring(List<Regular> regulars) {
        var tasks = new ArrayList<>(List.of(sweeping(), forgetting(), monitoring(), sampling()));
        regulars.forEach(regular -> tasks.add(
                Tasks.recurring(regular.task(), FixedDelay.of(regular.every())).execute((_, _) -> regular.run())));
        return tasks;
    }

    private Task<Void> runs() {
        return Tasks.custom(TaskTable.RUN, Void.class)
                .onFailureReschedule(FixedDelay.of(RETRY))
                .onDeadExecutionRevive()
                .execute((instance, _) -> completion(worker.execute(Long.parseLong(instance.getId()))));
    }

    private CompletionHandler<Void> completion(RunWorker.Result result) {
        return switch (result) {
            case RunWorker.Result.Finished _ ->
                (_, operations) -> {
                    operations.remove();
                    // The next run on the same target is due now.
                    wake();
                };
            case RunWorker.Result.Again(Duration after) ->
                (complete, operations) ->
                        operations.reschedule(complete, clock.instant().plus(after));
        };
    }

    private Task<Void> expiries() {
        return comingBack(Expiry.TASK, expiry::check);
    }

    private Task<Void> follows() {
        return comingBack(LogFollowing.TASK, following::look);
    }

    /** @param work what is done for the number; says when to come back, or nothing when it is over */
    private static Task<Void> comingBack(String name, LongFunction<Optional<Instant>> work) {
        return Tasks.custom(name, Void.class)
                .onFailureReschedule(FixedDelay.of(RETRY))
                .onDeadExecutionRevive()
                .execute((instance, _) -> {
                    Instant again = work.apply(Long.parseLong(instance.getId())).orElse(null);
                    return again == null
                            ? (_, operations) -> operations.remove()
                            : (complete, operations) -> operations.reschedule(complete, again);
                });
    }

    private RecurringTask<Void> sweeping() {
        return Tasks.recurring("sweep", FixedDelay.of(SWEEP)).execute((_, _) -> {
            sweep.run();
            incidentRooms.sweep();
        });
    }

    private RecurringTask<Void> sampling() {
        return Tasks.recurring("usage", FixedDelay.of(UsageSamples.EVERY)).execute((_, _) -> usage.take());
    }

    private RecurringTask<Void> monitoring() {
        return Tasks.recurring("monitors", FixedDelay.of(Monitors.LOOK)).execute((_, _) -> monitors.run());
    }

    private RecurringTask<Void> forgetting() {
        return Tasks.recurring("forget-deliveries", FixedDelay.ofHours(1)).execute((_, _) -> {
            deliveries.forgetOld();
            captures.forgetOld();
            images.forgetOld();
        });
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent event) {
        scheduler.start();
    }

    /** Looks for due work now instead of at the next poll. Call after the commit that made it due. */
    void wake() {
        scheduler.triggerCheckForDueExecutions();
    }

    @PreDestroy
    void stop() {
        worker.stop();
        scheduler.stop();
    }
}
