package dev.opsdeck.target.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PodStateTest {
    private static final Pod RUNNING = pod("Running", null);
    private static final Pod ENDING = pod("Running", "2026-11-23T03:00:00Z");
    private static final Pod OVER = pod("Failed", null);

    @Test
    void pods_that_are_over_or_being_ended_do_not_count_beside_others() {
        assertThat(PodState.current(List.of(OVER, ENDING, RUNNING))).containsExactly(RUNNING);
    }

    @Test
    void the_last_ones_are_shown_as_long_as_there_are_no_others() {
        assertThat(PodState.current(List.of(OVER, ENDING))).containsExactly(OVER, ENDING);
    }

    private static Pod pod(String phase, @Nullable String endingSince) {
        return new PodBuilder()
                .withNewMetadata()
                .withDeletionTimestamp(endingSince)
                .endMetadata()
                .withNewStatus()
                .withPhase(phase)
                .endStatus()
                .build();
    }
}
