package dev.opsdeck.importing;

import dev.opsdeck.catalog.Written;
import dev.opsdeck.importing.known.Data;
import dev.opsdeck.importing.known.Found;
import dev.opsdeck.importing.known.Gathered;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a runbook says about the parts of its system, as sections of a system's file. */
final class SystemFile {
    private static final String KUBERNETES = "kubernetes";

    private final String system;
    private final String prefix;
    private final Found found;

    SystemFile(String system, Found found) {
        this.system = system;
        this.prefix = Draft.variable(system);
        this.found = found;
    }

    String runtimeKind() {
        return found.runtimes().entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .map(kind -> kind.equals("docker") && found.runtimes().containsKey("compose") ? "compose" : kind)
                .findFirst()
                .orElse("docker");
    }

    Object runtime() {
        return switch (runtimeKind()) {
            case KUBERNETES ->
                Map.of(KUBERNETES, Map.of("namespace", found.namespace() == null ? "default" : found.namespace()));
            case "compose" -> compose();
            default -> found.services().isEmpty() ? "docker" : Map.of("docker", Map.of("project", project()));
        };
    }

    /** Compose calls a project after the folder it stands in. */
    private String project() {
        return "${" + prefix + "_PROJECT:-" + system + "}";
    }

    private Object compose() {
        var compose = new LinkedHashMap<String, Object>();
        compose.put("project", project());
        List<String> files = found.composeFiles().stream()
                .filter(file -> !file.contains("$"))
                .map(file -> file.startsWith("/") ? file : folder(system) + "/" + file)
                .toList();
        if (!files.isEmpty()) {
            compose.put("files", files);
        }
        return Map.of("compose", compose);
    }

    /** Where the system's files are on its machine. */
    static String folder(String system) {
        return "${" + Draft.variable(system) + "_FOLDER:-/srv/" + system + "}";
    }

    Map<String, Object> services() {
        var services = new LinkedHashMap<String, Object>();
        found.services().forEach((name, container) -> services.put(name, service(container)));
        return services;
    }

    private static Object service(@Nullable String container) {
        return container == null ? Map.of() : Map.of("container", container);
    }

    Map<String, Object> databases(String backupAt) {
        Data.Seen data = found.data();
        if (data.databaseService() == null) {
            return Map.of();
        }
        var database = new LinkedHashMap<String, Object>();
        database.put("service", data.databaseService());
        boolean inContainer = data.contained()
                && !runtimeKind().equals(KUBERNETES)
                && data.user() != null
                && !data.user().contains("$");
        if (inContainer) {
            database.put(
                    "exec",
                    data.name() == null || data.name().contains("$")
                            ? Map.of("user", data.user())
                            : both("user", data.user(), "name", data.name()));
        } else {
            database.put("url", "${" + prefix + "_DB_URL}");
        }
        backup(database, data, backupAt);
        data.indexes().forEach((name, index) -> sub(database, "indexes").put(name, index(index)));
        data.parameters().forEach(name -> sub(database, "parameters").put(name, Map.of()));
        return Map.of(Gathered.MAIN, database);
    }

    private static void backup(Map<String, Object> database, Data.Seen data, String at) {
        var backup = new LinkedHashMap<String, Object>();
        if (!at.isEmpty()) {
            backup.put("at", at);
        }
        if (data.keep() != null) {
            backup.put("keep", data.keep());
        }
        if (!backup.isEmpty()) {
            database.put("backup", backup);
        }
    }

    private static Map<String, Object> index(Data.Index index) {
        var written = new LinkedHashMap<String, Object>();
        written.put("table", index.table());
        written.put("columns", index.columns());
        if (index.unique()) {
            written.put("unique", true);
        }
        if (index.where() != null) {
            written.put("where", index.where());
        }
        return written;
    }

    /** In this order, as a draft is the same each time. */
    private static Map<String, Object> both(String first, Object value, String second, Object other) {
        var map = new LinkedHashMap<String, Object>();
        map.put(first, value);
        map.put(second, other);
        return map;
    }

    @SuppressWarnings("unchecked") // made right here
    private static Map<String, Object> sub(Map<String, Object> map, String key) {
        return (Map<String, Object>) map.computeIfAbsent(key, _ -> new LinkedHashMap<String, Object>());
    }

    Map<String, Object> caches() {
        Data.Seen data = found.data();
        if (data.cacheService() == null) {
            return Map.of();
        }
        var cache = new LinkedHashMap<String, Object>();
        cache.put("service", data.cacheService());
        cache.put("url", "${" + prefix + "_REDIS_URL}");
        var calls = new ArrayList<Object>();
        data.warm().forEach((url, token) -> {
            var call = new LinkedHashMap<String, Object>(both("url", url, "method", "post"));
            if (!token.isEmpty()) {
                call.put("token", "${" + token + "}");
            }
            calls.add(call);
        });
        if (!calls.isEmpty()) {
            cache.put("warm", calls);
        }
        data.cacheParameters().forEach(name -> sub(cache, "parameters").put(name, Map.of()));
        return Map.of(Gathered.MAIN, cache);
    }

    Map<String, Object> queues() {
        var queues = new LinkedHashMap<String, Object>();
        if (found.usesTasks()) {
            queues.put(Gathered.TASKS, Map.of("celery", Gathered.MAIN));
        }
        found.groups()
                .forEach((name, group) -> queues.put(
                        name,
                        Map.of(
                                "kafka",
                                both(
                                        "brokers",
                                        List.of("${" + prefix + "_KAFKA:-" + group.brokers() + "}"),
                                        "group",
                                        group.group()))));
        return queues;
    }

    Map<String, Object> hosts() {
        return found.usesServer()
                ? Map.of(
                        Gathered.SERVER,
                        new Noted(
                                "The machine that opsdeck runs on. For another one add ssh: address, user, key, known-hosts.",
                                Map.of()))
                : Map.of();
    }

    Map<String, Object> backups() {
        var backups = new LinkedHashMap<String, Object>();
        found.files().forEach((name, files) -> {
            var backup = new LinkedHashMap<String, Object>();
            if (files.directory() != null) {
                backup.put("directory", files.directory());
            } else {
                backup.put("files", files.files());
            }
            if (files.service() != null) {
                backup.put("service", files.service());
            }
            backups.put(name, backup);
        });
        return backups;
    }

    Map<String, Object> upkeep() {
        var upkeep = new LinkedHashMap<String, Object>();
        found.programs().forEach((name, program) -> sub(upkeep, "commands").put(name, program(program)));
        found.webServers().forEach((name, service) -> sub(upkeep, "web-servers").put(name, webServer(name, service)));
        found.logs().forEach((name, file) -> sub(upkeep, "logs")
                .put(name, both("host", Gathered.SERVER, "logrotate", file)));
        return upkeep;
    }

    private Map<String, Object> webServer(String name, String service) {
        var server = new LinkedHashMap<String, Object>();
        if (service.isEmpty()) {
            server.put("host", Gathered.SERVER);
        } else {
            server.put("service", service);
        }
        String flag = found.maintenanceFlags().get(name);
        if (flag != null) {
            server.put("maintenance", both("flag", flag, "url", "${" + prefix + "_URL}"));
        }
        return server;
    }

    private static Map<String, Object> program(Found.Program program) {
        var written = new LinkedHashMap<String, Object>();
        if (!program.title().isEmpty()) {
            written.put("title", program.title());
        }
        written.put(
                program.service() == null ? "host" : "service",
                program.service() == null ? Gathered.SERVER : program.service());
        written.put("command", program.command());
        written.put("risk", program.risk().word());
        var parameters = new LinkedHashMap<String, Object>();
        program.parameters().forEach(name -> parameters.put(name, Map.of("pattern", "[A-Za-z0-9][A-Za-z0-9_./@:-]*")));
        if (!parameters.isEmpty()) {
            written.put("parameters", parameters);
        }
        return written;
    }

    Map<String, Object> queries() {
        var queries = new LinkedHashMap<String, Object>();
        found.queries().forEach((name, query) -> {
            var written = new LinkedHashMap<String, Object>();
            written.put("title", query.title());
            written.put("database", Gathered.MAIN);
            written.put("sql", query.sql());
            queries.put(name, written);
        });
        return queries;
    }

    Map<String, Object> checks(Map<String, Map<String, String>> limits) {
        var checks = new LinkedHashMap<String, Object>();
        found.checks().forEach((name, look) -> {
            var written = new LinkedHashMap<String, Object>();
            written.put("title", look.title());
            written.put("probe", Written.probe(look.probe()));
            written.putAll(limits.getOrDefault(name, Map.of()));
            checks.put(name, written);
        });
        return checks;
    }
}
