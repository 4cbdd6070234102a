package dev.opsdeck.importing;

import dev.opsdeck.importing.known.Found;
import dev.opsdeck.importing.known.Gathered;
import dev.opsdeck.importing.markdown.Outline;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes a draft of a catalog of a Markdown runbook. It reads and writes texts; nothing is carried out. */
public final class RunbookImport {
    /** In bytes. The longest runbooks that people keep up are a hundredth of it. */
    public static final int LARGEST = 5_000_000;

    private RunbookImport() {}

    /**
     * The draft.
     *
     * @param file name of the runbook's file, for the system's name where no heading tells it
     * @throws ImportException when no runbook can be read from it
     */
    public static Draft of(String file, byte[] content) {
        Outline outline = Outline.read(text(file, content));
        RunbookTitle title = RunbookTitle.of(outline, file);
        String folder = SystemFile.folder(title.name());
        var first = new Gathered(title.name(), List.of());
        new Chapters(first, new Metrics(), folder).read(outline);
        var system = new Gathered(title.name(), first.found().services().keySet());
        var metrics = new Metrics();
        List<Chapter> chapters = new Chapters(system, metrics, folder).read(outline);
        return new RunbookImport.Assembly(outline, title, system, metrics, chapters).draft();
    }

    private static String text(String file, byte[] content) {
        if (content.length == 0) {
            throw new ImportException(file + " is empty. Give a runbook in Markdown.");
        }
        if (content.length > LARGEST) {
            throw new ImportException(file + " is larger than " + LARGEST / 1_000_000
                    + " MB. Give the runbook alone, without what it links to.");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            if (text.indexOf('\0') >= 0) {
                throw new ImportException(file + " is not text. Give a runbook in Markdown.");
            }
            if (text.lines()
                    .noneMatch(line -> line.matches(
                            "\\s{0,3}(?:#{1,6}\\s+\\S.*|[-*+]\\s+\\S.*|\\d+[.)]\\s+\\S.*|```.*|~~~.*|\\|.*)"))) {
                throw new ImportException(
                        file
                                + " holds no Markdown: no heading, no list, no table and no block of code. Give a runbook in Markdown.");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new ImportException(file + " is not text in UTF-8. Give a runbook in Markdown, saved as UTF-8.");
        }
    }

    /** Puts together what was read. */
    private record Assembly(
            Outline outline, RunbookTitle title, Gathered system, Metrics metrics, List<Chapter> chapters) {
        Draft draft() {
            var steps = new Steps(system);
            var runbooks = new Runbooks(steps);
            var scheduled = new Schedules();
            Map<String, Object> severities = new Severities().of(outline);
            var escalations = new Escalations(severities.keySet());
            List<Object> escalation = escalations.of(outline);
            Map<String, Object> playbooks = new Playbooks(steps, severities.keySet())
                    .of(chapters.stream().filter(Chapter::isPlaybook).toList());
            Map<String, Object> ordered =
                    runbooks.of(chapters.stream().filter(it -> !it.isPlaybook()).toList());
            Map<String, Object> schedules = scheduled.of(chapters, steps, runbooks);
            var limits = new Limits(outline, system, metrics);
            limits.find();
            Found found = system.found();
            var file = new SystemFile(title.name(), found);
            var tree = new LinkedHashMap<String, Object>();
            head(tree, file);
            put(tree, "databases", file.databases(scheduled.backupAt()));
            put(tree, "caches", file.caches());
            put(tree, "queues", file.queues());
            put(tree, "hosts", file.hosts());
            put(tree, "backups", file.backups());
            put(tree, "monitoring", monitoring());
            put(tree, "metrics", measured());
            put(tree, "queries", file.queries());
            put(tree, "checks", file.checks(limits.byCheck()));
            put(tree, "playbooks", playbooks);
            put(tree, "runbooks", ordered);
            put(tree, "schedules", schedules);
            put(tree, "checklists", new Checklists(names(found)).of(outline));
            put(tree, "severities", severities);
            if (!escalation.isEmpty()) {
                tree.put("escalation", escalation);
            }
            put(tree, "templates", People.templates(outline));
            put(tree, "contacts", People.contacts(outline));
            put(tree, "upkeep", file.upkeep());
            return draft(tree, escalations.roles(), Tally.of(chapters, limits.left()));
        }

        private Draft draft(Map<String, Object> tree, Set<String> roles, Tally tally) {
            String text = YamlText.of(tree);
            var files = new LinkedHashMap<String, String>();
            files.put(title.name() + ".yml", text);
            files.put("access.yml", AccessFile.text(roles));
            var counts = new LinkedHashMap<String, Integer>();
            tree.forEach((section, value) -> {
                int size = size(value);
                if (size > 0
                        && !Set.of("channels", "runtime", "monitoring", "upkeep")
                                .contains(section)) {
                    counts.put(section, size);
                }
            });
            return new Draft(title.name(), files, Draft.settingsIn(text), counts, tally);
        }

        private static int size(Object value) {
            return switch (value) {
                case Noted noted -> size(noted.value());
                case Map<?, ?> map -> map.size();
                case List<?> list -> list.size();
                default -> 0;
            };
        }

        private void head(Map<String, Object> tree, SystemFile file) {
            String channel = People.channel(outline);
            tree.put(
                    "system",
                    new Noted(
                            "A draft, made of a runbook. Above each step stands the line that it is for, and what it risks at least.\n"
                                    + "Steps called disabled are never carried out: a runbook with one is refused until you make a step of it.",
                            title.name()));
            tree.put("title", title.title());
            tree.put("channels", Map.of("ops", channel.isEmpty() ? title.name() + "-ops" : channel));
            tree.put("runtime", file.runtime());
            tree.put(
                    "services",
                    new Noted("Add depends-on and health to each: see the guide to the catalog.", file.services()));
        }

        private Map<String, Object> monitoring() {
            return metrics.all().isEmpty()
                    ? Map.of()
                    : Map.of("prometheus", "${" + Draft.variable(title.name()) + "_PROMETHEUS:-http://localhost:9090}");
        }

        private Map<String, Object> measured() {
            var all = new LinkedHashMap<String, Object>();
            metrics.all().forEach((name, metric) -> {
                var written = new LinkedHashMap<String, Object>();
                written.put("query", metric.query());
                if (metric.critical() != null) {
                    written.put("critical", metric.critical());
                }
                if (metric.warning() != null) {
                    written.put("warning", metric.warning());
                }
                if (!metric.lasting().isEmpty()) {
                    written.put("for", metric.lasting());
                }
                all.put(name, written);
            });
            return all;
        }

        private Set<String> names(Found found) {
            var names = new LinkedHashSet<>(found.checks().keySet());
            names.addAll(metrics.all().keySet());
            return names;
        }

        private static void put(Map<String, Object> tree, String section, Map<String, ?> value) {
            if (!value.isEmpty()) {
                tree.put(section, value);
            }
        }
    }
}
