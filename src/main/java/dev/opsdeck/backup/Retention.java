package dev.opsdeck.backup;

import dev.opsdeck.catalog.BackupRule;
import dev.opsdeck.catalog.BackupSource;
import dev.opsdeck.catalog.ManagedSystem;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Which backups need not be kept any longer. Of each thing the newest good one always stays. */
@Singleton
final class Retention {
    private final BackupTable table;
    private final Clock clock;

    Retention(BackupTable table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    /** Those that may go now, oldest first. */
    List<String> now(ManagedSystem system, BackupSource source) {
        return superfluous(table.of(system.name(), source.name()), source.rule(), clock.instant(), 0);
    }

    /** Those that may go once there is one more. */
    List<String> afterOneMore(ManagedSystem system, BackupSource source) {
        return superfluous(table.of(system.name(), source.name()), source.rule(), clock.instant(), 1);
    }

    /**
     * @param backups newest first
     * @param more how many newer ones there are going to be, of which nobody knows yet whether they are good
     */
    static List<String> superfluous(List<Backup> backups, BackupRule rule, Instant now, int more) {
        Instant oldest = now.minus(rule.keep());
        int most = rule.keepCount() == null ? Integer.MAX_VALUE : rule.keepCount();
        List<String> go = new ArrayList<>();
        boolean isAnyGood = false;
        int newer = more;
        for (Backup backup : backups) {
            boolean isLastGood = backup.good() && !isAnyGood;
            boolean isTooMuch = newer >= most || backup.manifest().at().isBefore(oldest);
            if (isTooMuch && !isLastGood) {
                go.add(backup.name());
            }
            isAnyGood |= backup.good();
            newer++;
        }
        return List.copyOf(go.reversed());
    }
}
