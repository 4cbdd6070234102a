package dev.opsdeck.target;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Event;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.ServiceStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Finds out whether a restart happened whose worker died. A changed start time proves that it did. An unchanged one
 * proves that it did not only once the engine cannot be in the middle of it any more: the engine goes on stopping and
 * starting after its client has gone.
 */
final class RestartInspection {
    /** An engine that got the request has sent the first signal, and remembers that, well within this time. */
    static final Duration ACCEPTED = Duration.ofSeconds(10);
    /** What an engine may take, beyond the stop time-out, to kill, clean up and start. */
    static final Duration MARGIN = Duration.ofSeconds(20);
    /** How long beyond all that an engine that does not answer is waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** The engine remembers this many events (moby, {@code daemon/events.eventsLimit}). */
    private static final int REMEMBERED = 256;
    /** SIGHUP, SIGUSR1, SIGUSR2, SIGWINCH: sent to make a service reopen logs or reload, not to stop it. */
    private static final Set<String> HARMLESS = Set.of("1", "10", "12", "28");

    private final DockerEngine engine;
    private final ServiceStep.Restart step;
    private final RestartIntent intent;
    private final Instant intentAt;
    private final Instant now;

    RestartInspection(
            DockerEngine engine, ServiceStep.Restart step, RestartIntent intent, Instant intentAt, Instant now) {
        this.engine = engine;
        this.step = step;
        this.intent = intent;
        this.intentAt = intentAt;
        this.now = now;
    }

    Finding finding() {
        try {
            return engine.inspect(intent.container()).map(this::judged).orElseGet(this::gone);
        } catch (EngineUnreachable | DockerException e) {
            return now.isBefore(windowEnd().plus(PATIENCE))
                    ? new Finding.UnderWay(String.valueOf(e.getMessage()))
                    : new Finding.CannotTell("It is not known whether " + name() + " was restarted. " + e.getMessage());
        }
    }

    private Instant windowEnd() {
        return intentAt.plus(step.stopTimeout()).plus(MARGIN);
    }

    private Finding judged(ContainerState container) {
        if (intent.startedSince(container)) {
            String since = container.running() ? "" : ", and is " + container.described() + " now";
            return new Finding.Happened(name() + " was started at " + container.startedAt() + since);
        }
        return container.over() || container.status().equals("created") ? down(container) : up(container);
    }

    /** It runs as before: either the engine was never asked, or it is still waiting for the container to stop. */
    private Finding up(ContainerState container) {
        Instant engineNow = engine.now();
        List<Event> events = engine.events(intent.engineTime(), engineNow);
        boolean stopping = events.stream().anyMatch(this::stops);
        if (now.isBefore(windowEnd())) {
            boolean allSeen = events.size() < REMEMBERED;
            boolean neverAsked = !stopping && allSeen && !now.isBefore(intentAt.plus(ACCEPTED));
            return neverAsked
                    ? neverAsked(container)
                    : new Finding.UnderWay(stopping ? name() + " is being stopped" : name() + " runs as before so far");
        }
        return stopping
                ? new Finding.CannotTell(name() + " was told to stop but still runs since " + container.startedAt()
                        + ": the engine may be stuck. See whether it can be stopped by hand, then try again.")
                : neverAsked(container);
    }

    private Finding neverAsked(ContainerState container) {
        return new Finding.DidNotHappen(
                name() + " runs since " + container.startedAt() + " and the engine was not told to stop it");
    }

    private boolean stops(Event event) {
        var actor = event.getActor();
        if (actor == null || !intent.container().equals(actor.getId())) {
            return false;
        }
        return switch (String.valueOf(event.getAction())) {
            case "die", "stop" -> true;
            case "kill" ->
                actor.getAttributes() == null
                        || !HARMLESS.contains(actor.getAttributes().getOrDefault("signal", ""));
            default -> false;
        };
    }

    /** It is down and was not started since: the start that belongs to a restart follows the end within moments. */
    private Finding down(ContainerState container) {
        Instant ended = container.finishedAt();
        if (ended == null || !intent.endedSince(container)) {
            return now.isBefore(intentAt.plus(ACCEPTED))
                    ? new Finding.UnderWay(name() + " is " + container.described() + " as before so far")
                    : new Finding.DidNotHappen(name() + " is " + container.described() + " as before");
        }
        if (ended.isAfter(intent.engineTime().plus(step.stopTimeout()).plus(MARGIN))) {
            return new Finding.CannotTell(name() + " ended at " + ended
                    + ", later than this restart can have stopped it: somebody may want it stopped.");
        }
        return engine.now().isBefore(ended.plus(ACCEPTED))
                ? new Finding.UnderWay(name() + " was stopped at " + ended + " and may be starting")
                : new Finding.DidNotHappen(name() + " was stopped at " + ended + " and not started again");
    }

    private Finding gone() {
        return new Finding.CannotTell("There is no container " + name()
                + " any more: somebody removed or re-created it meanwhile. Look at the service before going on.");
    }

    private String name() {
        return step.instance().name();
    }
}
