package dev.opsdeck.target.machine;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Upkeep;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.HostStep.ReloadServer;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;

/** Has a web server read its configuration anew, once that was tested. */
@Singleton
final class ReloadHandler implements StepHandler<ReloadServer> {
    private final Machines machines;
    private final WebServers servers;

    ReloadHandler(Machines machines, WebServers servers) {
        this.machines = machines;
        this.servers = servers;
    }

    @Override
    public Class<ReloadServer> kind() {
        return ReloadServer.class;
    }

    @Override
    public Outcome act(ManagedSystem system, ReloadServer step, Map<String, String> before, StepControl control) {
        return HostActs.acting("reload " + step.name(), () -> {
            Upkeep.WebServer server = WebServers.of(system, step.name());
            servers.reload(machines.of(system, server), server);
            return new Outcome.Done("the configuration was tested and is being read");
        });
    }

    @Override
    public Finding inspect(
            ManagedSystem system, ReloadServer step, Map<String, String> before, Instant intentAt, Instant now) {
        return new Finding.DidNotHappen("Reading the configuration once more does no harm");
    }
}
