package dev.opsdeck.command;

import dev.opsdeck.catalog.StepSpec;
import org.jspecify.annotations.Nullable;

/** The commands that the catalog's steps for hosts, web servers, certificates, secrets and logs stand for. */
final class UpkeepCommands {
    private UpkeepCommands() {}

    /** @param system whose step it is; the command has full names */
    static Command.Change of(String system, StepSpec.HostCare step, Terms terms) {
        return switch (step) {
            case StepSpec.Exec it -> new Command.Exec(system + "/" + it.command(), it.values(), terms);
            case StepSpec.Block it ->
                new Command.Block(it.address(), server(system, it.webServer()), it.unblock(), false, null, terms);
            case StepSpec.MaintenancePage it ->
                new Command.MaintenancePage(it.on(), server(system, it.webServer()), terms);
            case StepSpec.Reload it -> new Command.Reload(server(system, it.webServer()), terms);
            case StepSpec.Rotate it -> new Command.Rotate(system + "/" + it.secret(), terms);
            case StepSpec.Renew it -> new Command.Renew(system + "/" + it.certificate(), terms);
            case StepSpec.RotateLogs it -> new Command.RotateLogs(system + "/" + it.logs(), terms);
        };
    }

    /** A few words for a button. */
    static String label(StepSpec.HostCare step) {
        return switch (step) {
            case StepSpec.Exec it -> "Run " + it.command();
            case StepSpec.Block it -> (it.unblock() ? "Let in " : "Block ") + it.address();
            case StepSpec.MaintenancePage it -> "Turn the maintenance page " + (it.on() ? "on" : "off");
            case StepSpec.Reload it -> "Reload " + it.webServer();
            case StepSpec.Rotate it -> "Rotate " + it.secret();
            case StepSpec.Renew it -> "Renew " + it.certificate();
            case StepSpec.RotateLogs it -> "Rotate the logs " + it.logs();
        };
    }

    /** The system alone stands for its only web server. */
    private static String server(String system, @Nullable String server) {
        return server == null ? system : system + "/" + server;
    }
}
