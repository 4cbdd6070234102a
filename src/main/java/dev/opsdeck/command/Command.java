package dev.opsdeck.command;

import dev.opsdeck.catalog.LogLevel;
import dev.opsdeck.catalog.Section;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a person asked for, as typed: names are not resolved yet. */
public sealed interface Command {
    /** The command's word, which access rules call the action. */
    String action();

    /** A command that changes something: it becomes a run. */
    sealed interface Change extends Command {
        Terms terms();

        /** The names in it that must be found in the catalog, in a fixed order. */
        List<Named> named();

        /**
         * The same command for other names and terms.
         *
         * @param names full names, in the order of {@link #named}
         */
        Change with(List<String> names, Terms terms);
    }

    /** Restarts services, or all services of a system. */
    record Restart(List<String> targets, boolean rolling, boolean build, Terms terms) implements ServicesChange {
        public Restart {
            targets = List.copyOf(targets);
        }

        @Override
        public Restart with(List<String> names, Terms other) {
            return new Restart(names, rolling, build, other);
        }

        @Override
        public String action() {
            return "restart";
        }
    }

    /** Starts services that are stopped. */
    record Start(List<String> targets, Terms terms) implements ServicesChange {
        public Start {
            targets = List.copyOf(targets);
        }

        @Override
        public Start with(List<String> names, Terms other) {
            return new Start(names, other);
        }

        @Override
        public String action() {
            return "start";
        }
    }

    /**
     * Stops services.
     *
     * @param remove removes what was stopped, too; data stays
     */
    record Stop(List<String> targets, boolean remove, Terms terms) implements ServicesChange {
        public Stop {
            targets = List.copyOf(targets);
        }

        @Override
        public Stop with(List<String> names, Terms other) {
            return new Stop(names, remove, other);
        }

        @Override
        public String action() {
            return "stop";
        }
    }

    /** Changes how many instances of a service run. */
    record Scale(String target, int replicas, Terms terms) implements ServicesChange {
        @Override
        public List<String> targets() {
            return List.of(target);
        }

        @Override
        public Scale with(List<String> names, Terms other) {
            return new Scale(names.getFirst(), replicas, other);
        }

        @Override
        public String action() {
            return "scale";
        }
    }

    /** Makes the instances of services anew from what describes them now. */
    record Recreate(List<String> targets, Terms terms) implements ServicesChange {
        public Recreate {
            targets = List.copyOf(targets);
        }

        @Override
        public Recreate with(List<String> names, Terms other) {
            return new Recreate(names, other);
        }

        @Override
        public String action() {
            return "recreate";
        }
    }

    /**
     * Builds the images of services.
     *
     * @param cache whether layers of earlier builds may be used
     */
    record Build(List<String> targets, boolean cache, Terms terms) implements ServicesChange {
        public Build {
            targets = List.copyOf(targets);
        }

        @Override
        public Build with(List<String> names, Terms other) {
            return new Build(names, cache, other);
        }

        @Override
        public String action() {
            return "build";
        }
    }

    /** Fetches the images of services. */
    record Pull(List<String> targets, Terms terms) implements ServicesChange {
        public Pull {
            targets = List.copyOf(targets);
        }

        @Override
        public Pull with(List<String> names, Terms other) {
            return new Pull(names, other);
        }

        @Override
        public String action() {
            return "pull";
        }
    }

    /**
     * Brings a system or service to a version.
     *
     * @param version null for the newest of what it is deployed from
     */
    record Deploy(String target, @Nullable String version, Terms terms) implements Change {
        @Override
        public List<Named> named() {
            return List.of(new Named.SystemOrService(target));
        }

        @Override
        public Deploy with(List<String> names, Terms other) {
            return new Deploy(names.getFirst(), version, other);
        }

        @Override
        public String action() {
            return "deploy";
        }
    }

    /**
     * Brings back an earlier release.
     *
     * @param target the system or service; the system of code and config, empty for the channel's
     * @param to which release; null to see those on record
     */
    record Rollback(Part part, String target, @Nullable String to, Terms terms) implements Change {
        /** What is brought back. */
        public enum Part {
            IMAGES,
            CODE,
            CONFIG;

            /** As people type it. */
            public String word() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        @Override
        public List<Named> named() {
            return List.of(
                    switch (part) {
                        case IMAGES -> new Named.SystemOrService(target);
                        case CODE, CONFIG -> new Named.WholeSystem(target);
                    });
        }

        @Override
        public Rollback with(List<String> names, Terms other) {
            return new Rollback(part, names.getFirst(), to, other);
        }

        @Override
        public String action() {
            return "rollback";
        }
    }

    /** What was deployed; of the channel's system, or of everything, without a target. */
    record Releases(@Nullable String target) implements Command {
        @Override
        public String action() {
            return "releases";
        }
    }

    /** A change of what the catalog looks after on hosts and in containers. */
    sealed interface UpkeepChange extends Change {}

    /** Runs a program of the catalog. */
    record Exec(String command, Map<String, String> values, Terms terms) implements UpkeepChange {
        public Exec {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        @Override
        public List<Named> named() {
            return List.of(new Named.Thing(command, Section.COMMANDS));
        }

        @Override
        public Exec with(List<String> names, Terms other) {
            return new Exec(names.getFirst(), values, other);
        }

        @Override
        public String action() {
            return "exec";
        }
    }

    /**
     * Blocks an address in a web server, or lets it in again.
     *
     * @param server null for the only one of the channel's system
     * @param insist also one that is private or never to be blocked
     * @param until when it is let in again by itself, as typed; null for when somebody does it
     */
    record Block(
            String address,
            @Nullable String server,
            boolean unblock,
            boolean insist,
            @Nullable String until,
            Terms terms)
            implements UpkeepChange {
        @Override
        public List<Named> named() {
            return List.of(webServer(server));
        }

        @Override
        public Block with(List<String> names, Terms other) {
            return new Block(address, names.getFirst(), unblock, insist, until, other);
        }

        /** When it is let in again by itself; empty for when somebody does it. */
        public Optional<Instant> end(Instant now, ZoneId zone) {
            return Optional.ofNullable(until).flatMap(Moment::parse).map(moment -> moment.after(now, zone));
        }

        @Override
        public String action() {
            return "block";
        }
    }

    /** Has a web server answer 503 to everybody, or no longer; without one, the only one of the channel's system. */
    record MaintenancePage(boolean on, @Nullable String server, Terms terms) implements UpkeepChange {
        @Override
        public List<Named> named() {
            return List.of(webServer(server));
        }

        @Override
        public MaintenancePage with(List<String> names, Terms other) {
            return new MaintenancePage(on, names.getFirst(), other);
        }

        @Override
        public String action() {
            return "maintenance-page";
        }
    }

    /** Has a web server read its configuration anew; without one, the only one of the channel's system. */
    record Reload(@Nullable String server, Terms terms) implements UpkeepChange {
        @Override
        public List<Named> named() {
            return List.of(webServer(server));
        }

        @Override
        public Reload with(List<String> names, Terms other) {
            return new Reload(names.getFirst(), other);
        }

        @Override
        public String action() {
            return "reload";
        }
    }

    private static Named webServer(@Nullable String typed) {
        return typed == null ? new Named.WholeSystem("") : new Named.Thing(typed, Section.WEB_SERVERS);
    }

    /** Replaces a secret by a new one. */
    record Rotate(String secret, Terms terms) implements UpkeepChange {
        @Override
        public List<Named> named() {
            return List.of(new Named.Thing(secret, Section.SECRETS));
        }

        @Override
        public Rotate with(List<String> names, Terms other) {
            return new Rotate(names.getFirst(), other);
        }

        @Override
        public String action() {
            return "rotate";
        }
    }

    /** Renews a certificate. */
    record Renew(String certificate, Terms terms) implements UpkeepChange {
        @Override
        public List<Named> named() {
            return List.of(new Named.Thing(certificate, Section.CERTIFICATES));
        }

        @Override
        public Renew with(List<String> names, Terms other) {
            return new Renew(names.getFirst(), other);
        }

        @Override
        public String action() {
            return "renew";
        }
    }

    /** Rotates logs. */
    record RotateLogs(String logs, Terms terms) implements UpkeepChange {
        @Override
        public List<Named> named() {
            return List.of(new Named.Thing(logs, Section.LOGS));
        }

        @Override
        public RotateLogs with(List<String> names, Terms other) {
            return new RotateLogs(names.getFirst(), other);
        }

        @Override
        public String action() {
            return "rotate-logs";
        }
    }

    /** A change of services that are named one after another. */
    sealed interface ServicesChange extends Change {
        List<String> targets();

        @Override
        default List<Named> named() {
            return targets().stream().<Named>map(Named.Services::new).toList();
        }
    }

    /**
     * Refuses changes of a system.
     *
     * @param system null for that of the channel
     * @param until how long or until when, as typed; null until somebody unfreezes it
     */
    record Freeze(
            @Nullable String system,
            @Nullable String until,
            @Nullable String reason) implements Command {
        /** When it ends; empty when it stays until somebody unfreezes it. */
        public Optional<Instant> end(Instant now, ZoneId zone) {
            return Optional.ofNullable(until).flatMap(Moment::parse).map(moment -> moment.after(now, zone));
        }

        @Override
        public String action() {
            return "freeze";
        }
    }

    /** Allows changes of a system again; without a name, of the channel's. */
    record Unfreeze(@Nullable String system) implements Command {
        @Override
        public String action() {
            return "unfreeze";
        }
    }

    /** Reads a runbook that the caller hands over in a form, and drafts a catalog from it. */
    record Import() implements Command {
        @Override
        public String action() {
            return "import";
        }
    }

    /** The systems that are frozen. */
    record Freezes() implements Command {
        @Override
        public String action() {
            return "freezes";
        }
    }

    /**
     * Runs a runbook.
     *
     * @param values of its parameters, by name
     */
    record Run(String runbook, Map<String, String> values, Terms terms) implements Change {
        public Run {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        @Override
        public List<Named> named() {
            return List.of(new Named.Thing(runbook, Section.RUNBOOKS));
        }

        @Override
        public Run with(List<String> names, Terms other) {
            return new Run(names.getFirst(), values, other);
        }

        /** The same with other values. */
        public Run with(Map<String, String> others) {
            return new Run(runbook, others, terms);
        }

        @Override
        public String action() {
            return "run";
        }
    }

    /** The runbooks there are; of the channel's system, or of all, without a system. */
    record Runbooks(@Nullable String system) implements Command {
        @Override
        public String action() {
            return "runbooks";
        }
    }

    /** Backs up a database or something else, or {@code all} that a system names. */
    record Backup(String what, Terms terms) implements Change {
        @Override
        public List<Named> named() {
            return List.of(BackupArguments.named(what));
        }

        @Override
        public Backup with(List<String> names, Terms other) {
            return new Backup(BackupArguments.full(names.getFirst()), other);
        }

        @Override
        public String action() {
            return "backup";
        }
    }

    /**
     * Looks whether a backup is whole.
     *
     * @param what what it is a backup of, or {@code all}
     * @param backup its name, or {@code latest}
     * @param restoreTest whether it is restored into a database of its own, too, and counted
     */
    record VerifyBackup(String what, String backup, boolean restoreTest, Terms terms) implements Change {
        @Override
        public List<Named> named() {
            return List.of(BackupArguments.named(what));
        }

        @Override
        public VerifyBackup with(List<String> names, Terms other) {
            return new VerifyBackup(BackupArguments.full(names.getFirst()), backup, restoreTest, other);
        }

        /** Whichever backup is the newest, and not a certain one. */
        public boolean newest() {
            return backup.equals(BackupArguments.LATEST);
        }

        @Override
        public String action() {
            return "backup";
        }
    }

    /** Deletes the backups that the catalog does not want to keep any longer. */
    record PruneBackups(String what, Terms terms) implements Change {
        @Override
        public List<Named> named() {
            return List.of(BackupArguments.named(what));
        }

        @Override
        public PruneBackups with(List<String> names, Terms other) {
            return new PruneBackups(BackupArguments.full(names.getFirst()), other);
        }

        @Override
        public String action() {
            return "backup";
        }
    }

    /**
     * Puts a backup in the place of what it is a backup of.
     *
     * @param backup its name, or {@code latest}
     */
    record Restore(String what, String backup, Terms terms) implements Change {
        @Override
        public List<Named> named() {
            return List.of(new Named.Thing(what, Section.BACKUPS));
        }

        @Override
        public Restore with(List<String> names, Terms other) {
            return new Restore(names.getFirst(), backup, other);
        }

        @Override
        public String action() {
            return "restore";
        }
    }

    /** Backups there are, newest first. */
    record Backups(@Nullable String what) implements Command {
        @Override
        public String action() {
            return "backups";
        }
    }

    /**
     * Removes what nothing uses from a system's engine.
     *
     * @param system empty for that of the channel
     * @param volumes unused volumes, too
     */
    record Prune(String system, boolean volumes, Terms terms) implements Change {
        @Override
        public List<Named> named() {
            return List.of(new Named.WholeSystem(system));
        }

        @Override
        public Prune with(List<String> names, Terms other) {
            return new Prune(names.getFirst(), volumes, other);
        }

        @Override
        public String action() {
            return "prune";
        }
    }

    /**
     * What is done by itself, and when.
     *
     * @param doing null to list them
     * @param name a system or nothing to list, else a schedule
     */
    record Schedules(@Nullable Doing doing, @Nullable String name) implements Command {
        /** What is done to a schedule. */
        public enum Doing {
            PAUSE,
            RESUME;

            /** As people type it. */
            public String word() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        @Override
        public String action() {
            return "schedules";
        }
    }

    /** State of a system or service; of the channel's system, or of everything, without a target. */
    record Status(@Nullable String target) implements Command {
        @Override
        public String action() {
            return "status";
        }
    }

    /**
     * The output of a service, or of all services of a system.
     *
     * @param since how far back, as typed; null for as far as {@code tail} goes
     * @param tail how many lines; 0 for as many as are usual
     * @param grep regular expression that a line must contain; null for all lines
     * @param exclude regular expression that it must not contain; null for none
     * @param levels only lines of these levels; empty for all
     * @param follow for how long new lines are shown as they come, as typed; null for not at all
     * @param export as a file at once
     */
    record Logs(
            String target,
            @Nullable String since,
            int tail,
            @Nullable String grep,
            @Nullable String exclude,
            Set<LogLevel> levels,
            @Nullable String follow,
            boolean export)
            implements Command {
        public Logs {
            levels = Set.copyOf(levels);
        }

        /** The last lines, as they are. */
        public static Logs of(String target, int tail) {
            return new Logs(target, null, tail, null, null, Set.of(), null, false);
        }

        /** How far back, as a length of time. */
        public Optional<Duration> back() {
            return since == null ? Optional.empty() : Period.parse(since);
        }

        /** For how long new lines are shown; empty for not at all. */
        public Optional<Duration> following() {
            return follow == null ? Optional.empty() : Period.parse(follow);
        }

        @Override
        public String action() {
            return "logs";
        }
    }

    /** What the instances of a system or service use; of the channel's system without a target. */
    record Stats(@Nullable String target, Sort sort) implements Command {
        /** What is largest comes first; names are in the order of the alphabet. */
        public enum Sort {
            CPU,
            MEMORY,
            NAME
        }

        @Override
        public String action() {
            return "stats";
        }
    }

    /**
     * How something measured went over time.
     *
     * @param metric of the channel's system, or {@code system/metric}; {@code dashboard} for all
     * @param last how far back, as typed
     */
    record Chart(String metric, String last) implements Command {
        /** How far back. */
        public Duration span() {
            return Period.parse(last).orElseThrow();
        }

        @Override
        public String action() {
            return "chart";
        }
    }

    /** The services there are. */
    record Services(@Nullable String system) implements Command {
        @Override
        public String action() {
            return "services";
        }
    }

    /** Recent runs, newest first. */
    record Runs(@Nullable String target, boolean active) implements Command {
        @Override
        public String action() {
            return "runs";
        }
    }

    /** One run in full. */
    record Show(String run) implements Command {
        @Override
        public String action() {
            return "show";
        }
    }

    /** Stops a run between steps, or withdraws it while it waits. */
    record Cancel(String run) implements Command {
        @Override
        public String action() {
            return "cancel";
        }
    }

    /** What waits for a decision. */
    record Approvals() implements Command {
        @Override
        public String action() {
            return "approvals";
        }
    }

    /** The caller's roles and what they allow. */
    record WhoAmI() implements Command {
        @Override
        public String action() {
            return "whoami";
        }
    }

    /** Explains the access decision for a command without running it. */
    record Why(Command command, String text) implements Command {
        @Override
        public String action() {
            return "why";
        }
    }

    /**
     * The audit trail.
     *
     * @param person mention, handle or id
     * @param since how far back, as typed, such as {@code 12h}
     */
    record Audit(
            @Nullable String person,
            @Nullable String target,
            @Nullable String since,
            int limit) implements Command {
        /** How far back, as a length of time; empty for as far as there is. */
        public Optional<Duration> period() {
            return since == null ? Optional.empty() : Period.parse(since);
        }

        @Override
        public String action() {
            return "audit";
        }
    }

    /**
     * Asks a database.
     *
     * @param question what every database can be asked, or a query of the catalog; null for what there is to ask
     * @param values of the query's parameters
     * @param explain how the query would be run, instead of running it
     * @param csv the rows as a file, too
     */
    record Db(String database, @Nullable String question, Map<String, String> values, boolean explain, boolean csv)
            implements Command {
        public Db {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        @Override
        public String action() {
            return "db";
        }
    }

    /**
     * Asks a cache.
     *
     * @param question null for what there is to ask
     * @param of pattern, key or name; null when the question needs none
     */
    record Cache(
            String cache,
            @Nullable String question,
            @Nullable String of,
            boolean csv) implements Command {
        @Override
        public String action() {
            return "cache";
        }
    }

    /** Asks a queue; everything that it knows without a question. */
    record Queue(String queue, @Nullable String question, boolean csv) implements Command {
        @Override
        public String action() {
            return "queue";
        }
    }

    /** Changes something about a database. */
    record DatabaseChange(String database, DatabaseCare care, Terms terms) implements Change {
        @Override
        public List<Named> named() {
            return List.of(new Named.Thing(database, Section.DATABASES));
        }

        @Override
        public DatabaseChange with(List<String> names, Terms other) {
            return new DatabaseChange(names.getFirst(), care, other);
        }

        @Override
        public String action() {
            return "db";
        }
    }

    /** Changes something about a cache. */
    record CacheChange(String cache, CacheCare care, Terms terms) implements Change {
        @Override
        public List<Named> named() {
            return List.of(new Named.Thing(cache, Section.CACHES));
        }

        @Override
        public CacheChange with(List<String> names, Terms other) {
            return new CacheChange(names.getFirst(), care, other);
        }

        @Override
        public String action() {
            return "cache";
        }
    }

    /** Changes something about a queue. */
    record QueueChange(String queue, QueueCare care, Terms terms) implements Change {
        @Override
        public List<Named> named() {
            return List.of(new Named.Thing(queue, Section.QUEUES));
        }

        @Override
        public QueueChange with(List<String> names, Terms other) {
            return new QueueChange(names.getFirst(), care, other);
        }

        @Override
        public String action() {
            return "queue";
        }
    }

    /**
     * What alerts.
     *
     * @param what a severity, the name of an alert, or a system; null for all
     * @param since only those that began within that time, as typed, such as {@code 2h}
     */
    record Alerts(@Nullable String what, @Nullable String since) implements Command {
        /** How far back, as a length of time; empty for as far as there is. */
        public Optional<Duration> period() {
            return since == null ? Optional.empty() : Period.parse(since);
        }

        @Override
        public String action() {
            return "alerts";
        }
    }

    /**
     * Asks checks.
     *
     * @param name a check, a metric or {@code health}; {@code all}; null for a list of them
     */
    record Check(@Nullable String name) implements Command {
        @Override
        public String action() {
            return "check";
        }
    }

    /**
     * Looks for the cause of a problem.
     *
     * @param what a playbook or a service; null for a choice by symptom
     */
    record Diagnose(@Nullable String what) implements Command {
        @Override
        public String action() {
            return "diagnose";
        }
    }

    /** What a host can be asked. */
    enum HostQuestion {
        DISK,
        MEMORY,
        LOAD,
        GPU,
        UPTIME;

        /** As people type it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Asks a host.
     *
     * @param question null for an overview
     */
    record Host(String host, @Nullable HostQuestion question) implements Command {
        @Override
        public String action() {
            return "host";
        }
    }

    /**
     * Asks Kubernetes about what keeps a service's pods.
     *
     * @param question {@code events} or {@code autoscaler}; null for the rollout itself
     * @param csv the rows as a file, too
     */
    record Rollout(String service, @Nullable String question, boolean csv) implements Command {
        @Override
        public String action() {
            return "rollout";
        }
    }

    /** What keeps people in touch with what happens: it changes no system. */
    sealed interface Duty extends Command {}

    /** Who is on call now and next; of the channel's system, or of all, without one. */
    record OnCall(@Nullable String system) implements Duty {
        @Override
        public String action() {
            return "oncall";
        }
    }

    /**
     * Puts somebody else on call for a while.
     *
     * @param person mention, handle, e-mail address or id
     * @param from when it begins, as typed; null for now
     * @param until when it ends, as typed
     */
    record Cover(String rotation, String person, @Nullable String from, String until) implements Duty {
        @Override
        public String action() {
            return "oncall";
        }
    }

    /** Takes an override back, by its number. */
    record CoverCancel(String number) implements Duty {
        @Override
        public String action() {
            return "oncall";
        }
    }

    /**
     * Asks people to answer, one after the other.
     *
     * @param callee a rotation, a role or a person
     */
    record Page(String callee, String text) implements Duty {
        @Override
        public String action() {
            return "page";
        }
    }

    /**
     * Calls the next level of people.
     *
     * @param incident its number or name; null for the channel's
     * @param level null for the next one
     */
    record Escalate(@Nullable String incident, @Nullable String level) implements Duty {
        @Override
        public String action() {
            return "escalate";
        }
    }

    /**
     * Takes a group of alerts on, which silences it for a while.
     *
     * @param alerts number of the card
     * @param period for how long, as typed
     */
    record Ack(String alerts, String period) implements Duty {
        /** For how long. */
        public Duration span() {
            return Period.parse(period).orElseThrow();
        }

        @Override
        public String action() {
            return "ack";
        }
    }

    /**
     * Opens a checklist; lists them without a name.
     *
     * @param again although one is open
     */
    record Checklist(@Nullable String name, boolean again) implements Duty {
        @Override
        public String action() {
            return "checklist";
        }
    }

    /** Plans, begins and ends maintenance. */
    sealed interface Maintenance extends Duty {
        @Override
        default String action() {
            return "maintenance";
        }
    }

    /** The windows that are planned or open. */
    record MaintenanceList(@Nullable String system) implements Maintenance {}

    /**
     * Announces a window.
     *
     * @param start as typed
     * @param length as typed
     * @param system null for the channel's
     * @param insist although the notice is too short
     */
    record MaintenanceSchedule(
            String start,
            String length,
            String reason,
            @Nullable String system,
            boolean insist) implements Maintenance {
        /** How long it lasts. */
        public Duration span() {
            return Period.parse(length).orElseThrow();
        }
    }

    /**
     * Begins a window, or one at once that nobody planned.
     *
     * @param number null for the one that is due, or for one at once
     * @param emergency why it cannot wait; null for a window that was planned
     * @param length of one at once, as typed
     */
    record MaintenanceStart(
            @Nullable String number,
            @Nullable String emergency,
            String length,
            @Nullable String system) implements Maintenance {
        /** How long one at once lasts. */
        public Duration span() {
            return Period.parse(length).orElseThrow();
        }
    }

    /** Ends a window; the one that is open without a number. */
    record MaintenanceEnd(@Nullable String number, @Nullable String system) implements Maintenance {}

    /** Calls a window off. */
    record MaintenanceCancel(String number) implements Maintenance {}

    /** Declares an incident, leads through it, or asks about incidents. */
    record Incident(IncidentCommand what) implements Command {
        @Override
        public String action() {
            return "incident";
        }
    }

    /** What there is, or how one command is used. */
    record Help(@Nullable String command) implements Command {
        @Override
        public String action() {
            return "help";
        }
    }
}
