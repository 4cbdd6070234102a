package dev.opsdeck.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One file of the catalog: a system with everything that can be done to it.
 *
 * @param services by name, in the order of the file
 */
@Doc("A system and everything that can be done to it.")
public record ManagedSystem(
        @Doc("Short name: letters, digits, dashes, dots and underscores.") @JsonProperty("system") @Name
        String name,

        @Doc("What people call it.") @Default(sameAs = "system")
        String title,

        @Default("{}") Channels channels,
        Runtime runtime,
        @Doc("The parts that run by themselves, by name.") Map<String, Service> services,
        @Doc("Databases by name.") Map<String, Database> databases,
        @Doc("Caches by name.") Map<String, Cache> caches,

        @Doc("Where backups are kept, by name; \"local\" is there anyway.")
        Map<String, Store> stores,

        @Doc("What is backed up besides databases, by name.")
        Map<String, BackedUp> backups,

        @Doc("Queues by name.") Map<String, Queue> queues,
        @Doc("Machines by name.") Map<String, Host> hosts,
        @Default("{}") Monitoring monitoring,
        @Default("{}") Freezing freeze,
        @Default("{}") Deployment deploy,
        @Default("{}") Upkeep upkeep,
        @Doc("What is measured, by name.") Map<String, Metric> metrics,
        @Doc("Queries that read, by name.") Map<String, Query> queries,
        @Doc("Questions with thresholds, by name.") Map<String, Check> checks,

        @Doc("What to do when something is known to go wrong, by name.")
        Map<String, Playbook> playbooks,

        @Doc("Steps in order, by name.") Map<String, Runbook> runbooks,
        @Doc("What is done by itself, by name.") Map<String, Schedule> schedules,
        @Doc("Checklists by name.") Map<String, Checklist> checklists,
        @Doc("How bad incidents can be, by name.") Map<String, Severity> severities,

        @Doc("Who is told, and when, while an incident stays unanswered.")
        List<Escalation> escalation,

        @Doc("Roles whose people are invited to every incident.") @OneOrMany @RoleName
        List<String> leads,

        @Doc("Channels that are kept informed about incidents, without the #.") @OneOrMany @ChannelName
        List<String> stakeholders,

        @Doc("What people are told about incidents, by name.")
        Map<String, Template> templates,

        @Doc("Who is on call, by name of the rotation.") Map<String, Rotation> onCall,

        @Doc("People and companies beyond Slack: how to reach each, by name.")
        Map<String, String> contacts,

        @Default("{}") Maintenance maintenance,

        @Doc("Whether and how the system is on the public status page; it is not when left out.") @Nullable
        StatusPage statusPage) {

    /** A system of services and nothing else. */
    public ManagedSystem(String name, String title, Channels channels, Runtime runtime, Map<String, Service> services) {
        this(
                name,
                title,
                channels,
                runtime,
                services,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Monitoring.NONE,
                Freezing.USUAL,
                Deployment.USUAL,
                Upkeep.NONE,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Maintenance.USUAL,
                null);
    }

    /** The schedules, and those that are implied: the backups of what says when to back it up. */
    public List<Schedule> allSchedules() {
        Stream<Schedule> backups = backupSources().values().stream()
                .flatMap(source ->
                        Stream.ofNullable(source.rule().at()).map(at -> Schedule.backup(name, source.name(), at)));
        return Stream.concat(
                        schedules.values().stream(), backups.filter(backup -> !schedules.containsKey(backup.name())))
                .toList();
    }

    /** All that can be backed up, by name: the databases, then the rest. */
    public Map<String, BackupSource> backupSources() {
        var all = new LinkedHashMap<String, BackupSource>(databases);
        backups.forEach(all::putIfAbsent);
        return all;
    }

    /** The store of that name, which may be the one that every system has. */
    public Optional<Store> store(String store) {
        return Optional.ofNullable(stores.get(store))
                .or(() -> store.equals(Store.LOCAL) ? Optional.of(Store.STANDARD) : Optional.empty());
    }
}
