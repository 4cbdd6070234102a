package dev.opsdeck.target;

import dev.opsdeck.catalog.Health;
import dev.opsdeck.catalog.PublicUrl;
import dev.opsdeck.plan.Instance;
import dev.opsdeck.plan.InstanceStatus.Vitality;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.ServiceStep;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.TargetException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Waits until all instances run and are well, by their technology's word and by the service's own check. */
final class HealthWait {
    static final int LINES = 20;

    /** An engine may still be copying the last words of a container that has ended. */
    static final Duration LOG_SETTLES = Duration.ofMillis(300);
    /**
     * What nothing else checks must at least keep running for this long: a program that cannot start at all ends
     * sooner, and what fails later needs a health check to be seen.
     */
    private static final Duration STEADY = Duration.ofMillis(150);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final HttpCheck http;
    private final ServiceStep.AwaitHealthy step;
    private final @Nullable Health health;
    private final Sighting.Observer observer;
    private final StepControl control;
    private final long begun = System.nanoTime();
    private final Map<Instance, Run> steady = new HashMap<>();

    HealthWait(
            HttpCheck http,
            ServiceStep.AwaitHealthy step,
            @Nullable Health health,
            Sighting.Observer observer,
            StepControl control) {
        this.http = http;
        this.step = step;
        this.health = health;
        this.observer = observer;
        this.control = control;
    }

    /** Since when an instance was seen running with the same start. */
    private record Run(@Nullable Instant startedAt, long since) {}

    /** What one round of looking found. */
    private sealed interface Look {
        record Well(String evidence) implements Look {}

        record NotYet(String trouble) implements Look {}

        record Lost(Sighting sighting) implements Look {}
    }

    Outcome outcome() {
        while (true) {
            String trouble;
            switch (look()) {
                case Look.Well well -> {
                    return new Outcome.Done(well.evidence() + " after " + seconds() + " s");
                }
                case Look.Lost lost -> {
                    return lost(lost.sighting());
                }
                case Look.NotYet notYet -> trouble = notYet.trouble();
            }
            control.progress(trouble + ", " + seconds() + " s");
            if (!control.pause(nextPause())) {
                return control.cancelled() ? interrupted(trouble) : late(trouble);
            }
        }
    }

    private Look look() {
        List<Sighting> seen;
        try {
            seen = observer.see(step.instances());
        } catch (TargetException e) {
            return new Look.NotYet(Objects.requireNonNullElse(e.getMessage(), "cannot be looked at"));
        }
        Optional<Sighting> over = seen.stream().filter(Sighting::over).findFirst();
        if (over.isPresent()) {
            return new Look.Lost(over.get());
        }
        Optional<Sighting> unwell = seen.stream().filter(each -> !each.well()).findFirst();
        if (unwell.isPresent()) {
            return new Look.NotYet(trouble(unwell.get()));
        }
        return health == null ? steady(seen) : ask(health);
    }

    private static String trouble(Sighting sighting) {
        String check = sighting.lastCheck() == null || !sighting.running() ? "" : " (" + sighting.lastCheck() + ")";
        return sighting.instance().name() + " is " + sighting.trouble() + check;
    }

    private Look ask(Health check) {
        HttpCheck.Answer answer = http.ask(check);
        String text = answer.text() + " from " + PublicUrl.of(check.http());
        return answer.well() ? new Look.Well("healthy: " + text) : new Look.NotYet("unhealthy, " + text);
    }

    private Look steady(List<Sighting> seen) {
        boolean checked = seen.stream().allMatch(each -> each.vitality() == Vitality.HEALTHY);
        if (checked) {
            return new Look.Well("healthy");
        }
        long now = System.nanoTime();
        boolean all = true;
        for (Sighting each : seen) {
            Run run = steady.get(each.instance());
            if (run == null || !Objects.equals(run.startedAt(), each.startedAt())) {
                run = new Run(each.startedAt(), now);
                steady.put(each.instance(), run);
            }
            all &= now - run.since() >= STEADY.toNanos();
        }
        return all ? new Look.Well("running steadily") : new Look.NotYet("running");
    }

    private Outcome lost(Sighting sighting) {
        output(sighting.instance());
        return new Outcome.Failed(
                sighting.instance().name() + " is " + sighting.state() + " while its health was waited for. Its last "
                        + LINES + " lines are in the output: fix what they say, then restart it.",
                false);
    }

    private Outcome late(String trouble) {
        step.instances().forEach(this::output);
        return new Outcome.Failed(
                step.service().service() + " did not become healthy within "
                        + step.within().toSeconds() + " s: " + trouble + expected() + ". Its last " + LINES
                        + " lines are in the output.",
                true);
    }

    private String expected() {
        return health == null ? "" : " (" + health.expect() + " is expected)";
    }

    private Outcome interrupted(String trouble) {
        return new Outcome.Interrupted("Stopped waiting after " + seconds() + " s; at that time: " + trouble + ".");
    }

    private void output(Instance instance) {
        control.output("Last lines of " + instance.name() + ":");
        control.pause(LOG_SETTLES);
        observer.tail(instance, LINES).forEach(control::output);
    }

    private long seconds() {
        return elapsed().toSeconds();
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Short at first, so that what is quick is not held up; later a tenth of the time that has passed. */
    private Duration nextPause() {
        Duration tenth = elapsed().dividedBy(10);
        if (tenth.compareTo(FIRST_PAUSE) < 0) {
            return FIRST_PAUSE;
        }
        return tenth.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : tenth;
    }
}
