package dev.opsdeck.catalog;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes a catalog of its files, or says everything that keeps it from being one. Binding is quick and stops at the
 * first mistake of a file; only then, or when asked, does the schema look for all of them.
 */
final class CatalogReading {
    private static final JsonMapper MAPPER = CatalogMapper.create();
    private static final Set<String> NAMES_OF_ACCESS = Set.of("access.yml", "access.yaml");

    private final List<FileReading> systems = new ArrayList<>();
    private final List<FileReading> access = new ArrayList<>();

    CatalogReading(List<Source> sources) {
        for (Source source : sources) {
            (isAccess(source) ? access : systems).add(new FileReading(source));
        }
    }

    private static boolean isAccess(Source source) {
        return NAMES_OF_ACCESS.contains(Path.of(source.file()).getFileName().toString());
    }

    /** @param thorough whether the schema is asked even about files that bind */
    CatalogLoader.Result result(String checksum, Set<Secret> secrets, boolean thorough) {
        Map<String, ManagedSystem> bound = new LinkedHashMap<>();
        for (FileReading file : systems) {
            file.bind(ManagedSystem.class, CatalogSchema.ofSystem(), thorough)
                    .ifPresent(system -> bound.putIfAbsent(system.name(), system));
            file.tree().ifPresent(tree -> new SystemChecks(tree, file.findings).check());
        }
        new CrossChecks(systems).check();
        AccessFile rules = AccessFile.NOBODY;
        for (FileReading file : access) {
            rules = file.bind(AccessFile.class, CatalogSchema.ofAccess(), thorough)
                    .map(rules::and)
                    .orElse(rules);
            file.tree().ifPresent(tree -> new AccessChecks(tree, file.findings, landscape()).check());
        }
        new AccessAgreement(access).check();
        roles();
        List<Problem> problems =
                problems().stream().map(problem -> problem.without(secrets)).toList();
        return problems.isEmpty()
                ? new CatalogLoader.Loaded(new Catalog(bound, rules.toRules(), checksum, secrets), warnings())
                : new CatalogLoader.Rejected(problems);
    }

    /** The roles that systems speak of, where access.yml could be read. */
    private void roles() {
        List<JsonNode> rules =
                access.stream().flatMap(file -> file.tree().stream()).toList();
        if (rules.isEmpty()) {
            return;
        }
        Set<String> roles = rules.stream()
                .flatMap(tree -> ValueChecks.keysOf(tree.path("roles")).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        systems.forEach(file -> file.tree().ifPresent(tree -> new RoleMentions(roles, file.findings).check(tree)));
    }

    private AccessChecks.Landscape landscape() {
        boolean isWhole = systems.stream().allMatch(file -> file.tree().isPresent());
        return AccessChecks.landscape(
                systems.stream().flatMap(file -> file.tree().stream()).toList(), isWhole);
    }

    private List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        systems.forEach(file -> problems.addAll(file.findings.problems()));
        access.forEach(file -> problems.addAll(file.findings.problems()));
        Map<String, Long> filesOfSystems = perFolder(systems);
        Map<String, Long> filesOfAccess = perFolder(access);
        Set<String> folders = new TreeSet<>(filesOfSystems.keySet());
        folders.addAll(filesOfAccess.keySet());
        for (String folder : folders.isEmpty() ? Set.of("") : folders) {
            if (!filesOfSystems.containsKey(folder)) {
                problems.add(folder(folder, "there is no system", "Add one YAML file per system."));
            }
            if (!filesOfAccess.containsKey(folder)) {
                problems.add(
                        folder(folder, "there is no access.yml", "Add one: without rules nobody may do anything."));
            }
            if (filesOfAccess.getOrDefault(folder, 0L) > 1) {
                problems.add(folder(folder, "there are access.yml and access.yaml", "Keep one of them."));
            }
        }
        return problems.stream().sorted().toList();
    }

    private List<Problem> warnings() {
        return Stream.concat(systems.stream(), access.stream())
                .flatMap(file -> file.findings.warnings().stream())
                .sorted()
                .toList();
    }

    private static Map<String, Long> perFolder(List<FileReading> files) {
        return files.stream().collect(Collectors.groupingBy(FileReading::folder, Collectors.counting()));
    }

    private static Problem folder(String folder, String message, String suggestion) {
        return new Problem(folder.isEmpty() ? "catalog" : folder, 0, 0, "", message, suggestion);
    }

    /** One file and what was found in it. */
    static final class FileReading {
        final Findings findings;
        private final Source source;

        private FileReading(Source source) {
            this.source = source;
            this.findings = new Findings(source);
        }

        String file() {
            return source.file();
        }

        /** Empty where only one folder is read. */
        private String folder() {
            Path folder = Path.of(source.file()).getParent();
            return folder == null ? "" : folder.toString();
        }

        Optional<JsonNode> tree() {
            return Optional.ofNullable(source.tree());
        }

        private <T> Optional<T> bind(Class<T> type, CatalogSchema schema, boolean thorough) {
            JsonNode tree = source.tree();
            if (tree == null) {
                return Optional.empty();
            }
            try {
                T bound = MAPPER.treeToValue(tree, type);
                if (thorough) {
                    new SchemaProblems(schema, tree, findings).check();
                }
                return Optional.of(bound);
            } catch (JsonProcessingException e) {
                new SchemaProblems(schema, tree, findings).check();
                if (findings.isEmpty()) {
                    findings.add(place(e), e.getOriginalMessage(), null);
                }
                return Optional.empty();
            }
        }

        private static JsonPointer place(JsonProcessingException e) {
            JsonPointer at = JsonPointer.empty();
            if (e instanceof JsonMappingException mapping) {
                for (JsonMappingException.Reference step : mapping.getPath()) {
                    at = step.getFieldName() != null
                            ? at.appendProperty(step.getFieldName())
                            : at.appendIndex(Math.max(0, step.getIndex()));
                }
            }
            return at;
        }
    }
}
