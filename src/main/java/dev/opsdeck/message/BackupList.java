package dev.opsdeck.message;

import dev.opsdeck.backup.Backup;
import dev.opsdeck.probe.Spoken;
import dev.opsdeck.probe.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The backups there are, newest first. */
public final class BackupList {
    private BackupList() {}

    public static Message of(List<Backup> backups, Instant now) {
        if (backups.isEmpty()) {
            return Message.of("There is no backup yet. `/ops backup <database>` takes one.");
        }
        var rows = backups.stream()
                .map(backup -> List.of(
                        age(backup.manifest().at(), now),
                        Spoken.bytes(backup.manifest().bytes()),
                        state(backup),
                        backup.name()))
                .toList();
        TextTable.Shown shown = TextTable.of(new Table(List.of("age", "size", "state", "name"), rows, true));
        Backup newest = backups.getFirst();
        String head = backups.size() == 1 ? "1 backup" : backups.size() + " backups";
        String more = shown.shown() < backups.size() ? "\nThe newest " + shown.shown() + " are shown." : "";
        return Message.of("*" + head + "*, the newest, " + Mrkdwn.code(newest.name()) + ", is "
                + age(newest.manifest().at(), now) + " old.\n```\n" + Mrkdwn.escape(shown.text()) + "\n```" + more);
    }

    private static String age(Instant at, Instant now) {
        return Elapsed.words(Duration.between(at, now));
    }

    private static String state(Backup backup) {
        if (!backup.good()) {
            return "BROKEN";
        }
        return backup.verifiedHow() == null ? "written" : backup.verifiedHow();
    }
}
