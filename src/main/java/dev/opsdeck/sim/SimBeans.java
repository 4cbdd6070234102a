package dev.opsdeck.sim;

import dev.opsdeck.sim.delivery.SimSettings;
import dev.opsdeck.sim.workspace.SimWorkspace;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.runtime.server.EmbeddedServer;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** Makes the simulator from the workspace that the application supplies. */
@Factory
final class SimBeans {
    @Singleton
    @Bean(preDestroy = "close")
    SlackSim slackSim(
            SimWorkspace spec, Optional<SimSettings> settings, Clock clock, BeanProvider<EmbeddedServer> server) {
        return new SlackSim(spec, settings.orElseGet(SimSettings::likeSlack), clock, () -> server.get()
                .getURI());
    }
}
