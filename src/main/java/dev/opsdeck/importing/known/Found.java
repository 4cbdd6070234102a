package dev.opsdeck.importing.known;

import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.Risk;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the commands of a runbook tell about its system.
 *
 * @param services with the container or workload that each is called by; null for the same name
 * @param runtimes how often each kind of runtime is spoken to
 * @param webServers with their service; empty for the machine
 * @param logs configuration files of logrotate
 */
public record Found(
        Map<String, @Nullable String> services,
        Set<String> composeFiles,
        Map<String, Integer> runtimes,
        @Nullable String namespace,
        Map<String, Sql> queries,
        Map<String, Look> checks,
        Map<String, String> webServers,
        Map<String, String> maintenanceFlags,
        Map<String, String> logs,
        Map<String, Files> files,
        Map<String, Group> groups,
        Map<String, Program> programs,
        Data.Seen data,
        boolean usesServer,
        boolean usesTasks) {
    /** A query that reads. */
    public record Sql(String title, String sql) {}

    /** A question with a name. */
    public record Look(String title, Probe probe) {}

    /** Files that are backed up: a folder, or single ones. */
    public record Files(
            @Nullable String directory,
            List<String> files,
            @Nullable String service) {}

    /** A consumer group of Kafka. */
    public record Group(String group, String brokers) {}

    /**
     * A program that people have run.
     *
     * @param service in whose container; null for the machine
     * @param parameters names of what has to be given
     */
    public record Program(
            String title, @Nullable String service, List<String> command, Risk risk, List<String> parameters) {}
}
