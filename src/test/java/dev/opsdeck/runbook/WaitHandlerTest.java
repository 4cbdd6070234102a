package dev.opsdeck.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.FlowStep;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.testing.Catalogs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WaitHandlerTest {
    private static final Instant BEGUN = Instant.parse("2026-07-06T12:00:00Z");
    private static final FlowStep.Wait STEP = new FlowStep.Wait("shop", Duration.ofMinutes(10));

    private final Moved clock = new Moved(BEGUN);
    private final WaitHandler handler = new WaitHandler(clock);

    @Test
    void whoever_takes_a_wait_over_waits_for_the_rest_only() {
        Outcome cut = handler.act(Catalogs.empty(), STEP, Map.of(), new Control(Duration.ofMinutes(6)));
        assertThat(cut).isInstanceOf(Outcome.Interrupted.class);
        assertThat(handler.inspect(Catalogs.empty(), STEP, Map.of(), BEGUN, clock.instant()))
                .isInstanceOf(Finding.DidNotHappen.class);

        Outcome done = handler.act(Catalogs.empty(), STEP, Map.of(), new Control(Duration.ofHours(1)));

        assertThat(done).isInstanceOf(Outcome.Done.class);
        assertThat(clock.instant()).isEqualTo(BEGUN.plus(Duration.ofMinutes(10)));
    }

    @Test
    void a_wait_whose_end_passed_while_nobody_waited_is_over_at_once() {
        clock.now = BEGUN.plus(Duration.ofHours(2));

        assertThat(handler.act(Catalogs.empty(), STEP, Map.of(), new Control(Duration.ZERO)))
                .isInstanceOf(Outcome.Done.class);
    }

    /** Stands still until somebody waits. */
    private static final class Moved extends Clock {
        private Instant now;

        Moved(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** Lends a worker that dies after some time. */
    private final class Control implements StepControl {
        private final Instant dies;

        Control(Duration lives) {
            this.dies = clock.instant().plus(lives);
        }

        @Override
        public Instant deadline() {
            return Instant.MAX;
        }

        @Override
        public Instant begunAt() {
            return BEGUN;
        }

        @Override
        public boolean cancelled() {
            return !clock.instant().isBefore(dies);
        }

        @Override
        public boolean pause(Duration duration) {
            clock.now = clock.now.plus(duration);
            return !cancelled();
        }

        @Override
        public long run() {
            return 1;
        }

        @Override
        public int index() {
            return 0;
        }

        @Override
        public Optional<String> earlier(String result) {
            return Optional.empty();
        }

        @Override
        public void output(String line) {}

        @Override
        public void progress(String text) {}
    }
}
