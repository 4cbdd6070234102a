package dev.opsdeck.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A step as the catalog writes it: a map with one key, which names one of these records. A plain value is its
 * first component.
 */
@Doc("A step: a map with one key that says what is done.")
public sealed interface StepSpec {
    /**
     * The step that the JSON says, which is written as in YAML.
     *
     * @throws FillingException when it says none
     */
    static StepSpec read(String json) {
        return Filling.read(json);
    }

    /** A step that changes something: what a command does, too. */
    sealed interface Changing extends StepSpec {}

    /** Stop and start a service. */
    @Doc("Stops and starts a service.")
    record Restart(
            @Doc("Service to restart; all means all of the system.") @ShortForm @RefersTo(RefersTo.Declared.SERVICES)
            String service,

            @Doc("One container after the other.") @Default("false")
            boolean rolling)
            implements Changing {}

    /** Start a service that is stopped. */
    @Doc("Starts a service that is stopped.")
    record Start(
            @Doc("Service to start; all means all of the system.") @ShortForm @RefersTo(RefersTo.Declared.SERVICES)
            String service)
            implements Changing {}

    /** Stop a service. */
    @Doc("Stops a service.")
    record Stop(
            @Doc("Service to stop; all means all of the system.") @ShortForm @RefersTo(RefersTo.Declared.SERVICES)
            String service,

            @Doc("Its containers go, too; its data stays.") @Default("false")
            boolean remove)
            implements Changing {}

    /** Change how many copies of a service run. */
    @Doc("Changes how many copies of a service run.")
    record Scale(
            @Doc("Service to scale.") @RefersTo(RefersTo.Declared.SERVICE)
            String service,

            @Doc("How many copies shall run.") @Range(min = 0, max = 1000)
            int replicas)
            implements Changing {}

    /** Make a service's containers or pods anew. */
    @Doc("Makes a service's containers or pods anew from what describes them now.")
    record Recreate(
            @Doc("Service to make anew; all means all of the system.") @ShortForm @RefersTo(RefersTo.Declared.SERVICES)
            String service)
            implements Changing {}

    /** Build the image of a service. */
    @Doc("Builds the image of a service.")
    record Build(
            @Doc("Service whose image is built; all means all of the system.")
            @ShortForm
            @RefersTo(RefersTo.Declared.SERVICES)
            String service,

            @Doc("What was built before may be used again.") @Default("true")
            boolean cache)
            implements Changing {}

    /** Fetch the image of a service. */
    @Doc("Fetches the image of a service.")
    record Pull(
            @Doc("Service whose image is fetched; all means all of the system.")
            @ShortForm
            @RefersTo(RefersTo.Declared.SERVICES)
            String service)
            implements Changing {}

    /**
     * Bring a service to a version.
     *
     * @param service null for all of the system that are deployed
     * @param version null for the newest
     */
    @Doc("Brings a service, or all of the system, to a version.")
    record Deploy(
            @Doc("Service to deploy; all of the system when left out.")
            @ShortForm
            @RefersTo(RefersTo.Declared.SERVICE)
            @Nullable
            String service,

            @Doc("Version; the newest when left out.") @Nullable
            String version)
            implements Changing {}

    /** Bring back what was before. */
    @Doc("Brings back an earlier release of a service or the system, an earlier revision, or a saved configuration.")
    record Rollback(
            @Doc("Release, revision, or number of the run that saved the configuration.") @ShortForm
            String to,

            @Doc("images, code or config.") @Default("images")
            Part part,

            @Doc("Service; all of the system when left out.") @RefersTo(RefersTo.Declared.SERVICE) @Nullable
            String service)
            implements Changing {
        /** What is brought back. */
        public enum Part {
            IMAGES,
            CODE,
            CONFIG
        }
    }

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

    /** Care for a database, a cache or a queue. */
    sealed interface DataCare extends Changing {}

    /** End sessions whose statement runs for long. */
    @Doc("Ends the sessions of a database whose statement runs for long.")
    record KillLong(
            @Doc("Database.") @ShortForm @RefersTo(RefersTo.Declared.DATABASE)
            String database,

            @Doc("How long the statement must run.") @Default("5m")
            Duration olderThan)
            implements DataCare {}

    /** End sessions that do nothing. */
    @Doc("Ends the sessions of a database that do nothing, in a transaction or not.")
    record KillIdle(
            @Doc("Database.") @ShortForm @RefersTo(RefersTo.Declared.DATABASE)
            String database,

            @Doc("How long they must have done nothing.") @Default("10m")
            Duration olderThan,

            @Doc("Only those within a transaction.") @Default("false")
            boolean inTransaction)
            implements DataCare {}

    /**
     * Remove dead rows.
     *
     * @param table null for the whole database
     */
    @Doc("Removes dead rows of a table, or of a whole database.")
    record Vacuum(
            @Doc("Database.") @ShortForm @RefersTo(RefersTo.Declared.DATABASE)
            String database,

            @Doc("Table; all of the database when left out.") @Nullable
            String table,

            @Doc("Refresh the statistics, too.") @Default("false")
            boolean analyze,

            @Doc("Write the table anew; nobody can use it meanwhile.") @Default("false")
            boolean full)
            implements DataCare {}

    /** Refresh the statistics of tables. */
    @Doc("Refreshes the statistics of tables, or of a whole database.")
    record Analyze(
            @Doc("Database.") @ShortForm @RefersTo(RefersTo.Declared.DATABASE)
            String database,

            @Doc("Tables; all of the database when left out.") @OneOrMany
            List<String> tables)
            implements DataCare {}

    /** Build an index, or all indexes of a table, anew. */
    @Doc("Builds an index, or all indexes of a table, anew while they are used.")
    record Reindex(
            @Doc("Database.") @RefersTo(RefersTo.Declared.DATABASE)
            String database,

            @Doc("Index or table.") String name)
            implements DataCare {}

    /** Make an index of the catalog. */
    @Doc("Makes an index of the catalog while its table is used.")
    record CreateIndex(
            @Doc("Database.") @RefersTo(RefersTo.Declared.DATABASE)
            String database,

            @Doc("One of the database's indexes in the catalog.")
            String index)
            implements DataCare {}

    /** Change a setting of the database server. */
    @Doc("Changes a setting of the database server.")
    record SetParameter(
            @Doc("Database.") @RefersTo(RefersTo.Declared.DATABASE)
            String database,

            @Doc("One of the database's parameters in the catalog.")
            String parameter,

            @Doc("New value; default for what the server's files say.")
            String value)
            implements DataCare {}

    /** Delete keys of a cache. */
    @Doc("Deletes keys of a cache.")
    record DeleteKeys(
            @Doc("Cache.") @RefersTo(RefersTo.Declared.CACHE)
            String cache,

            @Doc("Key, or pattern such as flights::*.") String pattern)
            implements DataCare {}

    /** Empty a cache. */
    @Doc("Empties a cache.")
    record FlushCache(
            @Doc("Cache.") @ShortForm @RefersTo(RefersTo.Declared.CACHE)
            String cache,

            @Doc("All databases of that Redis.") @Default("false")
            boolean all,

            @Doc("Even where queues are kept in it.") @Default("false")
            boolean withQueues)
            implements DataCare {}

    /** Fill a cache. */
    @Doc("Fills a cache by the calls that the catalog names for it.")
    record WarmCache(
            @Doc("Cache.") @ShortForm @RefersTo(RefersTo.Declared.CACHE)
            String cache) implements DataCare {}

    /** Change a setting of a cache. */
    @Doc("Changes a setting of a cache until its next restart.")
    record SetCache(
            @Doc("Cache.") @RefersTo(RefersTo.Declared.CACHE)
            String cache,

            @Doc("One of the cache's parameters in the catalog.")
            String parameter,

            @Doc("New value.") String value)
            implements DataCare {}

    /** Take everything that waits out of a queue. */
    @Doc("Takes everything that waits out of a queue; it is kept for a day.")
    record PurgeQueue(
            @Doc("Queue.") @ShortForm @RefersTo(RefersTo.Declared.QUEUE)
            String queue) implements DataCare {}

    /** Put what failed into the queue again. */
    @Doc("Puts what failed into its queue again.")
    record RetryFailed(
            @Doc("Queue.") @ShortForm @RefersTo(RefersTo.Declared.QUEUE)
            String queue) implements DataCare {}

    /** Start work by hand. */
    @Doc("Starts work that the catalog names for a queue.")
    record Trigger(
            @Doc("Queue.") @RefersTo(RefersTo.Declared.QUEUE)
            String queue,

            @Doc("One of the queue's triggers in the catalog.")
            String name)
            implements DataCare {}

    /** Run a runbook of the same system. */
    @Doc("Runs a runbook of this system.")
    record Run(
            @Doc("Runbook to run.") @ShortForm @RefersTo(RefersTo.Declared.RUNBOOK)
            String runbook,

            @Doc("Values of its parameters, by name.") Map<String, String> with)
            implements StepSpec {}

    /** Back up a database or something else. */
    @Doc("Backs up a database or something else that the catalog backs up.")
    record Backup(
            @Doc("Database, or other backup, to take.") @ShortForm @RefersTo(RefersTo.Declared.BACKUP)
            String what) implements Changing {}

    /** Put a backup in the place of what it is a backup of. */
    @Doc("Puts a backup in the place of what it is a backup of.")
    record Restore(
            @Doc("Database, or other backup, to restore.") @ShortForm @RefersTo(RefersTo.Declared.BACKUP)
            String database,

            @Doc("Name of the backup.") @Default("latest") String backup)
            implements Changing {}

    /** See whether a backup is whole. */
    @Doc("Sees whether a backup is whole.")
    record VerifyBackup(
            @Doc("What it is a backup of.") @ShortForm @RefersTo(RefersTo.Declared.BACKUP)
            String what,

            @Doc("Name of the backup.") @Default("latest") String backup,

            @Doc("Also restores it into a database of its own and counts.") @Default("false")
            boolean restoreTest)
            implements Changing {}

    /** Delete the backups that need not be kept any longer. */
    @Doc("Deletes the backups that need not be kept any longer.")
    record PruneBackups(
            @Doc("What they are backups of.") @ShortForm @RefersTo(RefersTo.Declared.BACKUP)
            String what) implements Changing {}

    /** A step that looks after what is on hosts and in containers. */
    sealed interface HostCare extends Changing {}

    /** Run a program of the catalog. */
    @Doc("Runs a program of the catalog.")
    record Exec(
            @Doc("Which of the catalog's commands.") @ShortForm @RefersTo(RefersTo.Declared.COMMAND)
            String command,

            @Doc("Values of its parameters.") Map<String, String> values)
            implements HostCare {}

    /** Block an address in a web server, or let it in again. */
    @Doc("Blocks an address or range in a web server.")
    record Block(
            @Doc("Address or range, such as 203.0.113.9 or 2001:db8::/48.") @ShortForm
            String address,

            @Doc("Web server; the only one when left out.") @Nullable @RefersTo(RefersTo.Declared.WEB_SERVER)
            String webServer,

            @Doc("Lets it in again instead.") @Default("false")
            boolean unblock)
            implements HostCare {}

    /** Turn the maintenance page of a web server on or off. */
    @Doc("Has a web server answer 503 to everybody, or no longer.")
    record MaintenancePage(
            @Doc("Whether it is turned on.") @ShortForm boolean on,

            @Doc("Web server; the only one when left out.") @Nullable @RefersTo(RefersTo.Declared.WEB_SERVER)
            String webServer)
            implements HostCare {}

    /** Have a web server read its configuration anew. */
    @Doc("Tests the configuration of a web server and has it read anew.")
    record Reload(
            @Doc("Web server.") @ShortForm @RefersTo(RefersTo.Declared.WEB_SERVER)
            String webServer) implements HostCare {}

    /** Replace a secret by a new one. */
    @Doc("Replaces a secret by a new one.")
    record Rotate(
            @Doc("Secret to replace.") @ShortForm @RefersTo(RefersTo.Declared.SECRET)
            String secret) implements HostCare {}

    /** Renew a certificate. */
    @Doc("Renews a certificate.")
    record Renew(
            @Doc("Certificate to renew.") @ShortForm @RefersTo(RefersTo.Declared.CERTIFICATE)
            String certificate) implements HostCare {}

    /** Rotate logs. */
    @Doc("Rotates logs.")
    record RotateLogs(
            @Doc("Logs to rotate.") @ShortForm @RefersTo(RefersTo.Declared.LOG)
            String logs) implements HostCare {}

    /** Remove what nothing uses. */
    @Doc("Removes what nothing uses from the system's Docker engine.")
    record Prune(
            @Doc("Volumes, too.") @ShortForm @Default("false")
            boolean volumes) implements Changing {}

    /** Something that a person does and confirms. */
    @Doc("Something that a person does and confirms.")
    record Manual(
            @Doc("What to do.") @ShortForm String text,

            @Doc("Role that confirms it; whoever may run the rest when absent.") @RoleName @Nullable
            String by,

            @Doc("How long it may take a person; then it counts as not done.") @Default("1d")
            Duration within)
            implements StepSpec, ChecklistItem {}

    /** Lets time pass. */
    @Doc("Waits.")
    record Wait(
            @Doc("How long.") @ShortForm @JsonProperty("for")
            Duration time) implements StepSpec {}

    /** Goes on only when people agree who did not ask for the run. */
    @Doc("Goes on only when people of a role agree who did not ask for the run.")
    record Gate(
            @Doc("Role whose consent is needed.") @ShortForm @RoleName
            String role,

            @Doc("How many of them.") @Default("1") @Range(min = 1, max = 10)
            int count,

            @Doc("What they are asked.") @Nullable String text,

            @Doc("How long they may take; then it counts as denied.") @Default("1d")
            Duration within)
            implements StepSpec {}

    /** Tells a channel something, once. */
    @Doc("Posts a text to a channel, once.")
    record Note(
            @Doc("Channel, without the #.") @ChannelName String channel,
            @Doc("What it is told.") String text) implements StepSpec {}

    /**
     * What somebody wrote down and nobody made a step of yet. It is never carried out: a runbook with such a step is
     * refused, a diagnosis says that nobody asked, and a remedy is only words.
     */
    @Doc("What was written down and is no step yet; a runbook with it is refused, and nothing ever runs it.")
    record Disabled(
            @Doc("What was written, word by word.") @ShortForm
            String command,

            @Doc("Why it is no step.") @Default("Nobody has made a step of it yet.")
            String why)
            implements StepSpec, Probe {}
}
