package dev.opsdeck.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

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
        @Doc("Queues by name.") Map<String, Queue> queues,
        @Doc("Machines by name.") Map<String, Host> hosts,
        @Default("{}") Monitoring monitoring,
        @Default("{}") Freezing freeze,
        @Default("{}") Upkeep upkeep,
        @Doc("What is measured, by name.") Map<String, Metric> metrics,
        @Doc("Queries that read, by name.") Map<String, Query> queries,
        @Doc("Questions with thresholds, by name.") Map<String, Check> checks,

        @Doc("What to do when something is known to go wrong, by name.")
        Map<String, Playbook> playbooks,

        @Doc("Steps in order, by name.") Map<String, Runbook> runbooks,
        @Doc("Checklists by name.") Map<String, List<ChecklistItem>> checklists,
        @Doc("How bad incidents can be, by name.") Map<String, Severity> severities,

        @Doc("Who is told, and when, while an incident stays unanswered.")
        List<Escalation> escalation) {

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
                Monitoring.NONE,
                Freezing.USUAL,
                Upkeep.NONE,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of());
    }
}
