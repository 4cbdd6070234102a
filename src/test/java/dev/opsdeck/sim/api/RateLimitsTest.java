package dev.opsdeck.sim.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.sim.MovingClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RateLimitsTest {
    private final MovingClock clock = new MovingClock();
    private final RateLimits limits = new RateLimits(clock);

    @Test
    void a_channel_takes_a_small_burst_and_then_one_message_a_second() {
        assertThat(posts("C1", 10)).isEqualTo(RateLimits.POSTING_BURST);

        clock.pass(Duration.ofSeconds(3));

        assertThat(posts("C1", 10)).isEqualTo(3);
        assertThat(limits.take("chat.postMessage", Tier.POSTING, "C1")).contains(Duration.ofSeconds(1));
    }

    @Test
    void channels_do_not_take_each_others_share() {
        posts("C1", 10);

        assertThat(posts("C2", 10)).isEqualTo(RateLimits.POSTING_BURST);
    }

    @Test
    void all_channels_together_take_several_hundred_a_minute() {
        int taken = 0;
        for (int channel = 0; channel < 200; channel++) {
            taken += posts("C" + channel, 10);
        }

        assertThat(taken).isEqualTo(Tier.POSTING.burst);
    }

    @ParameterizedTest
    @EnumSource(
            value = Tier.class,
            names = {"TWO", "THREE", "FOUR"})
    void a_tier_takes_its_number_a_minute(Tier tier) {
        drain(tier);
        int taken = 0;
        for (int second = 0; second < 60; second++) {
            clock.pass(Duration.ofSeconds(1));
            taken += drain(tier);
        }

        assertThat(taken).isBetween(tier.perMinute - 1, tier.perMinute);
    }

    @Test
    void switched_off_they_take_everything() {
        limits.enforce(false);

        assertThat(posts("C1", 1000)).isEqualTo(1000);
    }

    private int posts(String channel, int tries) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += limits.take("chat.postMessage", Tier.POSTING, channel).isEmpty() ? 1 : 0;
        }
        return taken;
    }

    private int drain(Tier tier) {
        int taken = 0;
        while (limits.take("method", tier, "").isEmpty()) {
            taken++;
        }
        return taken;
    }
}
