package dev.opsdeck.target.machine;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Upkeep;
import dev.opsdeck.plan.Finding;
import dev.opsdeck.plan.HostStep.BlockAddress;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.StepHandler;
import dev.opsdeck.plan.TargetException;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Blocks an address in a web server, or lets it in again. Doing it twice is the same as once. */
@Singleton
final class BlockHandler implements StepHandler<BlockAddress> {
    private static final String BLOCKED = "blocked";

    private final WebServers servers;

    BlockHandler(WebServers servers) {
        this.servers = servers;
    }

    @Override
    public Class<BlockAddress> kind() {
        return BlockAddress.class;
    }

    @Override
    public Map<String, String> before(ManagedSystem system, BlockAddress step) {
        return HostActs.looking(() -> {
            Machine machine = servers.machine(system, WebServers.of(system, step.name()));
            return Map.of(BLOCKED, String.valueOf(lines(file(machine, step)).has(step.address())));
        });
    }

    @Override
    public Outcome act(ManagedSystem system, BlockAddress step, Map<String, String> before, StepControl control) {
        String tried = (step.blocked() ? "block " : "let in ") + step.address();
        return HostActs.acting(tried, () -> {
            set(system, step, step.blocked(), control);
            return new Outcome.Done(step.address()
                    + (step.blocked() ? " gets 403 from " : " is no longer denied by ") + step.name()
                    + ": its configuration was tested and read anew");
        });
    }

    private void set(ManagedSystem system, BlockAddress step, boolean blocked, StepControl control) {
        Upkeep.WebServer server = WebServers.of(system, step.name());
        Machine machine = servers.machine(system, server);
        RemoteFile file = file(machine, step);
        DenyLines now = lines(file);
        DenyLines wanted = blocked ? now.with(step.address(), control.run()) : now.without(step.address());
        if (wanted.equals(now) && file.exists()) {
            readAgain(machine, server, file, blocked ? now.without(step.address()) : now);
        } else {
            servers.change(machine, server, file, wanted.text(), control);
        }
        if (blocked) {
            requireIncluded(machine, server, file, now.without(step.address()));
        }
    }

    /** It was written before a crash, perhaps, and never tested. */
    private void readAgain(Machine machine, Upkeep.WebServer server, RemoteFile file, DenyLines otherwise) {
        if (servers.complaint(machine, server) != null && !otherwise.equals(lines(file))) {
            file.write(otherwise.text(), "644");
        }
        servers.reload(machine, server);
    }

    /** A file that nobody includes blocks nobody. */
    private void requireIncluded(Machine machine, Upkeep.WebServer server, RemoteFile file, DenyLines otherwise) {
        if (!server.testing().contains("-t")) {
            return;
        }
        List<String> dump = server.testing().stream()
                .map(argument -> argument.equals("-t") ? "-T" : argument)
                .toList();
        if (!machine.run(dump).text().contains("# configuration file " + file.path() + ":")) {
            file.write(otherwise.text(), "644");
            throw new TargetException(file.path() + " is no part of the configuration of " + server.name()
                    + ", so it blocks nobody; it was put back. Write \"include " + file.path()
                    + ";\" into its http or server block.");
        }
    }

    /** The deny line says nothing about whether it was read: that is simply done once more. */
    @Override
    public Finding inspect(
            ManagedSystem system, BlockAddress step, Map<String, String> before, Instant intentAt, Instant now) {
        return new Finding.DidNotHappen("Writing the same line and reading it once more does no harm");
    }

    @Override
    public Outcome undo(ManagedSystem system, BlockAddress step, Map<String, String> before, StepControl control) {
        return HostActs.acting("put back the deny line of " + step.address(), () -> {
            boolean was = Boolean.parseBoolean(before.get(BLOCKED));
            set(system, step, was, control);
            return new Outcome.Done(step.address() + (was ? " is blocked" : " is let in") + " as before");
        });
    }

    private static RemoteFile file(Machine machine, BlockAddress step) {
        return new RemoteFile(machine, step.file());
    }

    private static DenyLines lines(RemoteFile file) {
        return DenyLines.of(file.text().orElse(""));
    }
}
