package dev.opsdeck.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.catalog.Channels;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Runtime;
import dev.opsdeck.catalog.Service;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.plan.ServiceStep;
import dev.opsdeck.plan.WorkloadStep;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DependentsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ServiceRef APP = new ServiceRef("shop", "app");

    @Test
    void a_workload_that_was_scaled_to_nothing_gets_as_many_pods_again() {
        var service = new Service("app", null, List.of(), null, null, Duration.ofSeconds(1), 1, null, null, null);
        var shop = new ManagedSystem(
                "shop", "Shop", new Channels(null, null), new Runtime.Kubernetes(null, "shop"), Map.of("app", service));
        List<ServiceStep> stops = List.of(
                new WorkloadStep.ScaleWorkload(APP, "Deployment app", 3, 0, PATIENCE),
                new WorkloadStep.AwaitRollout(APP, "Deployment app", true, PATIENCE));

        assertThat(Dependents.starts(shop, APP, stops))
                .satisfiesExactly(
                        step -> assertThat(step)
                                .isEqualTo(new WorkloadStep.ScaleWorkload(APP, "Deployment app", 0, 3, PATIENCE)),
                        step -> assertThat(step).isInstanceOf(ServiceStep.AwaitHealthy.class));
    }
}
