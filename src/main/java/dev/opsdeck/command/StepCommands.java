package dev.opsdeck.command;

import dev.opsdeck.catalog.StepSpec;
import java.util.List;

/** The commands that the catalog's steps stand for. */
public final class StepCommands {
    private StepCommands() {}

    /** @param system whose step it is; the command has full names */
    public static Command.Change of(String system, StepSpec.Changing step, Terms terms) {
        String in = system + "/";
        return switch (step) {
            case StepSpec.Restart it -> new Command.Restart(List.of(in + it.service()), it.rolling(), false, terms);
            case StepSpec.Start it -> new Command.Start(List.of(in + it.service()), terms);
            case StepSpec.Stop it -> new Command.Stop(List.of(in + it.service()), false, terms);
            case StepSpec.Scale it -> new Command.Scale(in + it.service(), it.replicas(), terms);
            case StepSpec.Recreate it -> new Command.Recreate(List.of(in + it.service()), terms);
            case StepSpec.Build it -> new Command.Build(List.of(in + it.service()), it.cache(), terms);
            case StepSpec.Pull it -> new Command.Pull(List.of(in + it.service()), terms);
            case StepSpec.Deploy it ->
                new Command.Deploy(it.service() == null ? system : in + it.service(), it.version(), terms);
            case StepSpec.Backup it -> new Command.Backup(in + it.what(), terms);
            case StepSpec.Restore it -> new Command.Restore(in + it.database(), it.backup(), terms);
            case StepSpec.VerifyBackup it ->
                new Command.VerifyBackup(in + it.what(), it.backup(), it.restoreTest(), terms);
            case StepSpec.PruneBackups it -> new Command.PruneBackups(in + it.what(), terms);
            case StepSpec.Prune it -> new Command.Prune(system, it.volumes(), terms);
            case StepSpec.DataCare care -> DataCommands.of(system, care, terms);
            case StepSpec.HostCare care -> UpkeepCommands.of(system, care, terms);
        };
    }

    /** A few words for a button. */
    public static String label(StepSpec.Changing step) {
        return switch (step) {
            case StepSpec.Restart it -> "Restart " + it.service();
            case StepSpec.Start it -> "Start " + it.service();
            case StepSpec.Stop it -> "Stop " + it.service();
            case StepSpec.Scale it -> "Scale " + it.service() + " to " + it.replicas();
            case StepSpec.Recreate it -> "Recreate " + it.service();
            case StepSpec.Build it -> "Build " + it.service();
            case StepSpec.Pull it -> "Pull " + it.service();
            case StepSpec.Deploy it -> it.service() == null ? "Deploy all" : "Deploy " + it.service();
            case StepSpec.Backup it -> "Back up " + it.what();
            case StepSpec.Restore it -> "Restore " + it.database();
            case StepSpec.VerifyBackup it -> "Verify the backup of " + it.what();
            case StepSpec.PruneBackups it -> "Prune the backups of " + it.what();
            case StepSpec.Prune _ -> "Remove what nothing uses";
            case StepSpec.DataCare care -> DataCommands.label(care);
            case StepSpec.HostCare care -> UpkeepCommands.label(care);
        };
    }
}
