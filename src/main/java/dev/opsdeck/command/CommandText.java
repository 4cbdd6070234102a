package dev.opsdeck.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes a command in the one form that is kept, compared and shown. */
final class CommandText {
    private CommandText() {}

    static String of(Command command) {
        List<String> rest =
                switch (command) {
                    case Command.ServicesChange change -> ServiceArguments.canonical(change);
                    case Command.UpkeepChange change -> UpkeepArguments.canonical(change);
                    case Command.Deploy deploy -> ReleaseArguments.canonical(deploy);
                    case Command.Rollback rollback -> ReleaseArguments.canonical(rollback);
                    case Command.Releases releases -> optional(releases.target());
                    case Command.Freeze freeze -> FreezeArguments.canonical(freeze);
                    case Command.Unfreeze unfreeze -> optional(unfreeze.system());
                    case Command.Freezes _ -> List.of();
                    case Command.Run run -> RunbookArguments.canonical(run);
                    case Command.Schedules schedules -> ScheduleArguments.canonical(schedules);
                    case Command.Runbooks runbooks -> optional(runbooks.system());
                    case Command.Backup backup -> BackupArguments.canonical(backup);
                    case Command.Backups backups -> BackupArguments.canonical(backups);
                    case Command.VerifyBackup verify -> BackupArguments.canonical(verify);
                    case Command.PruneBackups prune -> BackupArguments.canonical(prune);
                    case Command.Restore restore -> BackupArguments.canonical(restore);
                    case Command.Prune prune -> PruneArguments.canonical(prune);
                    case Command.Status status -> optional(status.target());
                    case Command.Logs logs -> LogArguments.canonical(logs);
                    case Command.Stats stats -> stats(stats);
                    case Command.Chart chart -> chart(chart);
                    case Command.Services services -> optional(services.system());
                    case Command.Runs runs -> runs(runs);
                    case Command.Show show -> List.of(Words.quote(show.run()));
                    case Command.Cancel cancel -> List.of(Words.quote(cancel.run()));
                    case Command.Approvals _, Command.WhoAmI _, Command.Import _ -> List.of();
                    case Command.Why why -> List.of(of(why.command()));
                    case Command.Audit audit -> AuditArguments.canonical(audit);
                    case Command.Alerts alerts -> AlertArguments.canonical(alerts);
                    case Command.Check check -> optional(check.name());
                    case Command.Diagnose diagnose -> optional(diagnose.what());
                    case Command.Host host -> HostArguments.canonical(host);
                    case Command.Db db -> DataArguments.canonical(db);
                    case Command.Cache cache -> DataArguments.canonical(cache);
                    case Command.Queue queue -> DataArguments.canonical(queue);
                    case Command.DatabaseChange change -> CareArguments.canonical(change);
                    case Command.CacheChange change -> CacheCareArguments.canonical(change);
                    case Command.QueueChange change -> CacheCareArguments.canonical(change);
                    case Command.Rollout rollout -> RolloutArguments.canonical(rollout);
                    case Command.Duty duty -> DutyArguments.canonical(duty);
                    case Command.Incident incident -> IncidentArguments.canonical(incident.what());
                    case Command.Help help -> optional(help.command());
                };
        return rest.isEmpty() ? command.action() : command.action() + " " + String.join(" ", rest);
    }

    private static List<String> stats(Command.Stats stats) {
        var words = new ArrayList<>(optional(stats.target()));
        if (stats.sort() != Command.Stats.Sort.CPU) {
            words.add("--sort=" + stats.sort().name().toLowerCase(Locale.ROOT));
        }
        return words;
    }

    private static List<String> chart(Command.Chart chart) {
        var words = new ArrayList<>(List.of(Words.quote(chart.metric())));
        if (!chart.last().equals(Verbs.LAST)) {
            words.add("--last=" + chart.last());
        }
        return words;
    }

    private static List<String> runs(Command.Runs runs) {
        var words = new ArrayList<>(optional(runs.target()));
        if (runs.active()) {
            words.add("--active");
        }
        return words;
    }

    private static List<String> optional(@Nullable String word) {
        return word == null ? List.of() : List.of(Words.quote(word));
    }
}
