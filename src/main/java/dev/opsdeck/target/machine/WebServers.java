package dev.opsdeck.target.machine;

import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.catalog.Upkeep;
import dev.opsdeck.plan.StepControl;
import dev.opsdeck.plan.TargetException;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Web servers: their configuration tested and read anew, and changed so that they never keep one that is wrong. */
@Singleton
final class WebServers {
    private final Machines machines;

    WebServers(Machines machines) {
        this.machines = machines;
    }

    /** @throws TargetException when it is not in the catalog any more */
    static Upkeep.WebServer of(ManagedSystem system, String name) {
        Upkeep.WebServer server = system.upkeep().webServers().get(name);
        if (server == null) {
            throw new TargetException("The catalog of " + system.name() + " has no web server " + name
                    + " any more. Give the command again.");
        }
        return server;
    }

    Machine machine(ManagedSystem system, Upkeep.WebServer server) {
        return machines.withFiles(system, server);
    }

    /** What is wrong with its configuration; null when nothing is. */
    @Nullable
    String complaint(Machine machine, Upkeep.WebServer server) {
        Machine.Ended ended = machine.run(server.testing());
        if (ended.exitCode() == Machine.NOT_FOUND) {
            throw machine.failed(server.testing(), ended.exitCode(), ended.complaint());
        }
        return ended.exitCode() == 0 ? null : problem(ended);
    }

    /** nginx says what is wrong with [emerg] before the line that says that the test failed. */
    private static String problem(Machine.Ended ended) {
        return ended.errors()
                .lines()
                .filter(line -> line.contains("[emerg]"))
                .findFirst()
                .orElseGet(ended::complaint);
    }

    /**
     * Tests its configuration and has it read anew.
     *
     * @throws TargetException when the configuration is wrong: it goes on with the one that it has
     */
    void reload(Machine machine, Upkeep.WebServer server) {
        String complaint = complaint(machine, server);
        if (complaint != null) {
            throw new TargetException("The configuration of " + server.name() + " on " + machine.where()
                    + " is wrong, so it was not read anew and what runs goes on as it was: " + complaint);
        }
        Machine.Ended ended = machine.run(server.reloading());
        if (ended.exitCode() != 0) {
            throw machine.failed(server.reloading(), ended.exitCode(), ended.complaint());
        }
    }

    /**
     * Changes a file of its configuration and has it read; when the configuration is wrong with it, the file is put back.
     *
     * @param content what the file shall hold
     * @throws TargetException when it was put back, with why
     */
    void change(Machine machine, Upkeep.WebServer server, RemoteFile file, String content, StepControl control) {
        String was = file.text().orElse(null);
        String wrongBefore = complaint(machine, server);
        if (wrongBefore != null) {
            throw new TargetException("The configuration of " + server.name()
                    + " is wrong already, so nothing was changed in it: " + wrongBefore);
        }
        file.write(content, "644");
        String complaint = complaint(machine, server);
        if (complaint == null) {
            reload(machine, server);
            control.output("The configuration of " + server.name() + " was tested and is being read.");
            return;
        }
        if (was == null) {
            file.remove();
        } else {
            file.write(was, "644");
        }
        throw new TargetException(file.path() + " was put back, because the configuration is wrong with it: " + complaint);
    }
}
