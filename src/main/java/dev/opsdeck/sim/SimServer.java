package dev.opsdeck.sim;

import dev.opsdeck.sim.delivery.SimSettings;
import dev.opsdeck.sim.workspace.SimWorkspace;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.ApplicationContextConfiguration;
import io.micronaut.context.DefaultApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.inject.BeanDefinitionReference;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** The simulator on a server of its own, without the rest of the application. */
public final class SimServer implements AutoCloseable {
    private static final String APPLICATION = "dev.opsdeck.";
    private static final String SIMULATOR = APPLICATION + "sim.";

    private final EmbeddedServer server;

    private SimServer(EmbeddedServer server) {
        this.server = server;
    }

    /** Starts on a free port, with Slack's own patience and the system's clock. */
    public static SimServer start(SimWorkspace spec) {
        return start(spec, SimSettings.likeSlack(), Clock.systemUTC(), 0);
    }

    /** @param port 0 for a free one */
    public static SimServer start(SimWorkspace spec, SimSettings settings, Clock clock, int port) {
        ApplicationContext context = new SimulatorOnly(port);
        context.registerSingleton(SimWorkspace.class, spec);
        context.registerSingleton(SimSettings.class, settings);
        context.registerSingleton(Clock.class, clock);
        context.start();
        return new SimServer(context.getBean(EmbeddedServer.class).start());
    }

    public SlackSim sim() {
        return server.getApplicationContext().getBean(SlackSim.class);
    }

    /** The server's base, such as {@code http://localhost:45123}. */
    public URI url() {
        return server.getURI();
    }

    /** The base for Web API clients, with a slash at the end. */
    public String apiUrl() {
        return server.getURI() + "/sim/api/";
    }

    @Override
    public void close() {
        server.getApplicationContext().close();
    }

    /** A context that leaves out every bean of the application but the simulator's. */
    private static final class SimulatorOnly extends DefaultApplicationContext {
        SimulatorOnly(int port) {
            super(configuration());
            Map<String, Object> settings =
                    Map.of("opsdeck.sim.enabled", true, "micronaut.server.port", port == 0 ? -1 : port);
            getEnvironment().addPropertySource(PropertySource.of("simulator", settings));
        }

        private static ApplicationContextConfiguration configuration() {
            ApplicationContextBuilder builder = ApplicationContext.builder()
                    .deduceEnvironment(false)
                    .bootstrapEnvironment(false)
                    .banner(false);
            // Micronaut's own builder is the configuration that it builds from.
            return (ApplicationContextConfiguration) builder;
        }

        @Override
        @SuppressWarnings("rawtypes")
        protected List<BeanDefinitionReference> resolveBeanDefinitionReferences() {
            return super.resolveBeanDefinitionReferences().stream()
                    .filter(reference -> {
                        String name = reference.getBeanDefinitionName();
                        return !name.startsWith(APPLICATION) || name.startsWith(SIMULATOR);
                    })
                    .toList();
        }
    }
}
