package dev.opsdeck.catalog;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A step as the catalog writes it: a map with one key, which names one of these records. A plain value is its
 * first component.
 */
@Doc("A step: a map with one key that says what is done.")
public sealed interface StepSpec {
    /** Stop and start a service. */
    @Doc("Stops and starts a service.")
    record Restart(
            @Doc("Service to restart.") @ShortForm @RefersTo(RefersTo.Declared.SERVICE)
            String service,

            @Doc("One container after the other.") @Default("false")
            boolean rolling)
            implements StepSpec {}

    /** Start a service that is stopped. */
    @Doc("Starts a service that is stopped.")
    record Start(
            @Doc("Service to start.") @ShortForm @RefersTo(RefersTo.Declared.SERVICE)
            String service) implements StepSpec {}

    /** Stop a service. */
    @Doc("Stops a service.")
    record Stop(
            @Doc("Service to stop.") @ShortForm @RefersTo(RefersTo.Declared.SERVICE)
            String service) implements StepSpec {}

    /** Change how many copies of a service run. */
    @Doc("Changes how many copies of a service run.")
    record Scale(
            @Doc("Service to scale.") @RefersTo(RefersTo.Declared.SERVICE)
            String service,

            @Doc("How many copies shall run.") @Range(min = 0, max = 1000)
            int replicas)
            implements StepSpec {}

    /** Say whether a service runs. */
    @Doc("Says whether a service runs.")
    record Status(
            @Doc("Service to look at.") @ShortForm @RefersTo(RefersTo.Declared.SERVICE)
            String service) implements StepSpec, Probe {}

    /**
     * Show the end of a service's output. As a probe it measures {@code lines}, how many fit.
     *
     * @param grep regular expression that a line must contain; null for all lines
     * @param since how far back; null for as far as {@code tail} goes
     * @param level only lines of this level and worse; null for all
     * @param critical from how many fitting lines on it is critical; null for never
     * @param warning from how many fitting lines on it is a warning; null for never
     */
    @Doc("Shows the end of a service's output; as a probe it measures lines, how many fit.")
    record Logs(
            @Doc("Service to look at.") @ShortForm @RefersTo(RefersTo.Declared.SERVICE)
            String service,

            @Doc("How many lines.") @Default("100") @Range(min = 1, max = 100_000)
            int tail,

            @Doc("Regular expression that a line must contain.") @Nullable
            Pattern grep,

            @Doc("How far back.") @Nullable Duration since,

            @Doc("Only lines of this level and worse.") @Nullable
            LogLevel level,

            @Doc("From how many fitting lines on it is critical, such as \"> 10\".") @Nullable
            Threshold critical,

            @Doc("From how many fitting lines on it is a warning.") @Nullable
            Threshold warning)
            implements StepSpec, Probe {
        @Override
        public Thresholds usual() {
            return new Thresholds(critical, warning, null);
        }
    }

    /** Ask a service whether it is healthy, until it is or its time is up. */
    @Doc("Asks a service whether it is healthy, until it is or its time is up.")
    record Health(
            @Doc("Service to ask.") @ShortForm @RefersTo(RefersTo.Declared.SERVICE)
            String service) implements StepSpec, Probe {}

    /** Look at a check, a metric, or at {@code health}, which means every service's. */
    @Doc("Looks at a check or a metric, or at health, which means every service's.")
    record Check(
            @Doc("A check or metric of the system, or health.") @ShortForm @RefersTo(RefersTo.Declared.CHECK)
            String name)
            implements StepSpec, Probe, ChecklistItem {}

    /** Run a runbook of the same system. */
    @Doc("Runs a runbook of this system.")
    record Run(
            @Doc("Runbook to run.") @ShortForm @RefersTo(RefersTo.Declared.RUNBOOK)
            String runbook) implements StepSpec {}

    /** Something that a person does and confirms. */
    @Doc("Something that a person does and confirms.")
    record Manual(@Doc("What to do.") @ShortForm String text) implements StepSpec, ChecklistItem {}

    /** Back up a database or something else. */
    @Doc("Backs up a database or something else that the catalog backs up.")
    record Backup(
            @Doc("Database, or other backup, to take.") @ShortForm @RefersTo(RefersTo.Declared.BACKUP)
            String what) implements StepSpec {}

    /** Put a backup in the place of a database. */
    @Doc("Puts a backup in the place of a database.")
    record Restore(
            @Doc("Database to restore.") @ShortForm @RefersTo(RefersTo.Declared.DATABASE)
            String database,

            @Doc("Name of the backup.") @Default("latest") String backup)
            implements StepSpec {}

    /** See whether a backup is whole. */
    @Doc("Sees whether a backup is whole.")
    record VerifyBackup(
            @Doc("What it is a backup of.") @ShortForm @RefersTo(RefersTo.Declared.BACKUP)
            String what,

            @Doc("Name of the backup.") @Default("latest") String backup,

            @Doc("Also restores it into a database of its own and counts.") @Default("false")
            boolean restoreTest)
            implements StepSpec {}

    /** Delete the backups that need not be kept any longer. */
    @Doc("Deletes the backups that need not be kept any longer.")
    record PruneBackups(
            @Doc("What they are backups of.") @ShortForm @RefersTo(RefersTo.Declared.BACKUP)
            String what) implements StepSpec {}
}
