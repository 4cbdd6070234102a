package dev.opsdeck.importing.known;

import dev.opsdeck.catalog.Probe;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the commands of a runbook tell about its system besides what they do. Grows while they are read. */
public final class Gathered {
    /** What everything that there is one of is called. */
    public static final String MAIN = "main";

    /** The machine that a runbook means when it names none. */
    public static final String SERVER = "server";

    /** The queue of Celery that has no other name. */
    public static final String TASKS = "tasks";

    private static final Set<String> COMMON =
            Set.of("prod", "production", "staging", "stage", "dev", "container", "main", "1", "deployment", "svc");

    private final String system;
    private final Set<String> foreseen;

    /** Services by name, with the container or workload they are called by; null for the same name. */
    private final Map<String, @Nullable String> services = new LinkedHashMap<>();

    private final Set<String> composeFiles = new LinkedHashSet<>();
    private final Map<String, Integer> runtimes = new LinkedHashMap<>();
    private final Map<String, Found.Sql> queries = new LinkedHashMap<>();
    private final Map<String, Found.Look> checks = new LinkedHashMap<>();
    private final Map<String, String> webServers = new LinkedHashMap<>();
    private final Map<String, String> maintenanceFlags = new LinkedHashMap<>();
    private final Map<String, String> logs = new LinkedHashMap<>();
    private final Map<String, Found.Files> files = new LinkedHashMap<>();
    private final Map<String, Found.Group> groups = new LinkedHashMap<>();
    private final Programs programs = new Programs();
    private final Data data = new Data();
    private boolean usesServer;
    private boolean usesTasks;
    private @Nullable String namespace;

    /** @param foreseen services that are named somewhere in the runbook, by which containers are recognised */
    public Gathered(String system, Collection<String> foreseen) {
        this.system = system;
        this.foreseen = new LinkedHashSet<>(foreseen);
    }

    /** The services that are known by now, and those that will be. */
    List<String> services() {
        var all = new LinkedHashSet<>(foreseen);
        all.addAll(services.keySet());
        all.forEach(service -> services.putIfAbsent(service, null));
        return List.copyOf(all);
    }

    /** A service by the name that Compose knows it by; all placeholders are parameters. */
    String service(String name) {
        String parameter = Programs.parameterIn(name);
        if (parameter != null) {
            return parameter;
        }
        services.putIfAbsent(name, null);
        return name;
    }

    /** A service by the name of its container or workload. */
    String container(String name, String runtime) {
        String parameter = Programs.parameterIn(name);
        if (parameter != null) {
            return parameter;
        }
        List<String> parts = Slug.parts(name);
        String known = foreseen.stream()
                .filter(service -> Collections.indexOfSubList(parts, Slug.parts(service)) >= 0)
                .max(Comparator.comparing(String::length))
                .orElse(null);
        if (known != null) {
            services.putIfAbsent(known, null);
            if (!runtime.equals("docker") && !known.equals(name)) {
                services.put(known, name);
            }
            return known;
        }
        String own = own(parts);
        services.putIfAbsent(own, own.equals(name) ? null : name);
        return own;
    }

    /** Without what all containers of a system have in common. */
    private String own(List<String> parts) {
        Set<String> ofSystem = new HashSet<>(Slug.parts(system));
        List<String> rest = parts.stream()
                .filter(part -> !COMMON.contains(part) && !ofSystem.contains(part))
                .toList();
        return String.join("-", rest.isEmpty() ? parts : rest);
    }

    /** The service that is the one with such a name, or is assumed to be there. */
    String serviceLike(String... words) {
        List<String> known = new ArrayList<>(services.keySet());
        known.addAll(foreseen);
        return known.stream()
                .filter(service -> List.of(words).stream()
                        .anyMatch(word -> Slug.parts(service).contains(word)))
                .findFirst()
                .map(this::service)
                .orElseGet(() -> service(words[0]));
    }

    String server() {
        usesServer = true;
        return SERVER;
    }

    String tasks() {
        usesTasks = true;
        data.cache(this, null);
        return TASKS;
    }

    void runtime(String kind) {
        runtimes.merge(kind, 1, Integer::sum);
    }

    void composeFile(String file) {
        composeFiles.add(file);
    }

    void namespace(String name) {
        namespace = name;
    }

    String webServer(@Nullable String service) {
        String name = service == null ? "nginx" : service;
        webServers.put(name, service == null ? "" : service);
        return name;
    }

    void maintenanceFlag(String webServer, String file) {
        maintenanceFlags.put(webServer, file);
    }

    String rotated(String configuration) {
        String name = Slug.of(configuration.substring(configuration.lastIndexOf('/') + 1), "logs");
        logs.put(name, configuration);
        return name;
    }

    String backedUp(Found.Files what) {
        String name = "files-"
                + Slug.of(
                        what.directory() != null
                                ? what.directory()
                                : what.files().getFirst(),
                        "backup");
        files.put(name, what);
        return name;
    }

    String consumers(String group, String brokers) {
        String name = Slug.of(group, "messages");
        groups.put(name, new Found.Group(group, brokers));
        return name;
    }

    String query(String title, String sql) {
        for (var known : queries.entrySet()) {
            if (known.getValue().sql().equals(sql)) {
                return known.getKey();
            }
        }
        String name = Programs.free(Slug.of(title, "query"), queries.keySet());
        queries.put(name, new Found.Sql(title, sql));
        return name;
    }

    /** The check that asks it. */
    public String check(String name, String title, Probe probe) {
        for (var known : checks.entrySet()) {
            if (known.getValue().probe().equals(probe)) {
                return known.getKey();
            }
        }
        String free = Programs.free(Slug.of(name, "check"), checks.keySet());
        checks.put(free, new Found.Look(title, probe));
        return free;
    }

    Data data() {
        return data;
    }

    Programs programs() {
        return programs;
    }

    String system() {
        return system;
    }

    /** Everything that was gathered, as it stands now. */
    public Found found() {
        return new Found(
                Collections.unmodifiableMap(services),
                composeFiles,
                runtimes,
                namespace,
                queries,
                checks,
                webServers,
                maintenanceFlags,
                logs,
                files,
                groups,
                programs.all(),
                data.seen(),
                usesServer,
                usesTasks);
    }
}
