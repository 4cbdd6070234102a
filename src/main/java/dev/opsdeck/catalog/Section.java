package dev.opsdeck.catalog;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A part of a system's file that holds things by name.
 *
 * @param word what one of them is called
 * @param things what a system holds, by name
 * @param service the service that access rules go by where they speak of services; empty for none
 * @param otherNames what one of them may also be called: its title, or the service that serves it
 */
public record Section<T>(
        String word,
        Function<ManagedSystem, Map<String, T>> things,
        Function<T, List<String>> otherNames,
        Function<T, Optional<String>> service) {
    public static final Section<Service> SERVICES = new Section<>(
            "service",
            ManagedSystem::services,
            service -> given(service.title()),
            service -> Optional.of(service.name()));
    public static final Section<Database> DATABASES = new Section<>(
            "database",
            ManagedSystem::databases,
            database -> List.of(database.service()),
            database -> Optional.of(database.service()));
    public static final Section<Cache> CACHES = new Section<>(
            "cache", ManagedSystem::caches, cache -> List.of(cache.service()), cache -> Optional.of(cache.service()));
    public static final Section<BackupSource> BACKUPS = new Section<>(
            "backup",
            ManagedSystem::backupSources,
            source -> given(source.serves()),
            source -> Optional.ofNullable(source.serves()));
    public static final Section<Queue> QUEUES =
            new Section<>("queue", ManagedSystem::queues, Section::names, _ -> Optional.empty());
    public static final Section<Host> HOSTS =
            new Section<>("host", ManagedSystem::hosts, _ -> List.of(), _ -> Optional.empty());
    public static final Section<Upkeep.Program> COMMANDS = new Section<>(
            "command",
            system -> system.upkeep().commands(),
            program -> given(program.title()),
            program -> Optional.ofNullable(program.service()));
    public static final Section<Upkeep.WebServer> WEB_SERVERS = new Section<>(
            "web server",
            system -> system.upkeep().webServers(),
            server -> given(server.service()),
            server -> Optional.ofNullable(server.service()));
    public static final Section<Upkeep.Certificate> CERTIFICATES = new Section<>(
            "certificate",
            system -> system.upkeep().certificates(),
            certificate -> List.of(certificate.serves()),
            certificate -> Optional.ofNullable(certificate.service()));
    public static final Section<Upkeep.SecretFile> SECRETS = new Section<>(
            "secret",
            system -> system.upkeep().secrets(),
            secret -> given(secret.title()),
            secret -> Optional.of(secret.services().getFirst()));
    public static final Section<Upkeep.LogFiles> LOGS = new Section<>(
            "log",
            system -> system.upkeep().logs(),
            logs -> given(logs.service() == null ? logs.host() : logs.service()),
            logs -> Optional.ofNullable(logs.service()));
    public static final Section<Query> QUERIES =
            new Section<>("query", ManagedSystem::queries, query -> given(query.title()), _ -> Optional.empty());
    public static final Section<Check> CHECKS =
            new Section<>("check", ManagedSystem::checks, check -> given(check.title()), _ -> Optional.empty());
    public static final Section<Metric> METRICS =
            new Section<>("metric", ManagedSystem::metrics, _ -> List.of(), _ -> Optional.empty());
    public static final Section<Playbook> PLAYBOOKS = new Section<>(
            "playbook", ManagedSystem::playbooks, playbook -> given(playbook.title()), _ -> Optional.empty());
    public static final Section<Checklist> CHECKLISTS =
            new Section<>("checklist", ManagedSystem::checklists, checklist -> given(checklist.title()), _ -> Optional.empty());
    public static final Section<Rotation> ROTATIONS =
            new Section<>("rotation", ManagedSystem::onCall, rotation -> given(rotation.title()), _ -> Optional.empty());
    public static final Section<Runbook> RUNBOOKS =
            new Section<>("runbook", ManagedSystem::runbooks, runbook -> given(runbook.title()), _ -> Optional.empty());

    private static List<String> given(@Nullable String title) {
        return Stream.of(title).filter(Objects::nonNull).toList();
    }

    private static List<String> names(Queue queue) {
        return switch (queue) {
            case Queue.Celery celery -> List.of(celery.list());
            case Queue.RedisList list -> List.of(list.key());
            case Queue.Kafka kafka -> List.of(kafka.group());
        };
    }
}
