package dev.opsdeck.importing;

import dev.opsdeck.catalog.CacheQuestion;
import dev.opsdeck.catalog.DatabaseQuestion;
import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.QueueQuestion;
import dev.opsdeck.importing.known.Found;
import dev.opsdeck.importing.known.Gathered;
import dev.opsdeck.importing.markdown.Block;
import dev.opsdeck.importing.markdown.Outline;
import dev.opsdeck.importing.markdown.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From when on a measure is bad, as lists under Critical and Warning say. */
final class Limits {
    private final Outline outline;
    private final Gathered system;
    private final Metrics metrics;
    private final Map<String, Map<String, String>> byCheck = new LinkedHashMap<>();
    private final List<String> left = new ArrayList<>();

    Limits(Outline outline, Gathered system, Metrics metrics) {
        this.outline = outline;
        this.system = system;
        this.metrics = metrics;
    }

    /** Thresholds by check: {@code critical} and {@code warning}. */
    Map<String, Map<String, String>> byCheck() {
        return byCheck;
    }

    /** What no check measures. */
    List<String> left() {
        return left;
    }

    void find() {
        for (Section section : outline.sections()) {
            String label = section.name();
            for (Block block : section.blocks()) {
                if (block instanceof Block.Text text && !text.label().isEmpty()) {
                    label = text.label();
                } else if (block instanceof Block.Items list) {
                    for (Block.Item item : list.items()) {
                        item(item, label);
                    }
                }
            }
        }
    }

    private void item(Block.Item item, String label) {
        String lower = label.toLowerCase(Locale.ROOT);
        boolean critical = lower.contains("critical") || lower.contains("red flag");
        boolean counts = critical
                || lower.contains("warn")
                || lower.contains("trigger")
                || lower.contains("threshold")
                || lower.contains("metric");
        if (item.done() == null && counts) {
            Thresholds.in(item.text()).ifPresent(limit -> limit(limit, critical, item.text()));
        }
    }

    private void limit(Thresholds limit, boolean critical, String text) {
        Probe probe = probe(limit);
        if (probe != null) {
            String name = system.check(dev.opsdeck.probe.ProbeNames.of(probe), item(limit), probe);
            byCheck.computeIfAbsent(name, _ -> new LinkedHashMap<>())
                    .putIfAbsent(critical ? "critical" : "warning", limit.bad(1));
            return;
        }
        boolean given = metrics.all().keySet().stream()
                .filter(name -> isSame(limit.subject(), name))
                .anyMatch(name -> metrics.limit(name, limit.bad(factor(limit, name)), critical));
        if (!given) {
            left.add(text);
        }
    }

    private static String item(Thresholds limit) {
        return Character.toUpperCase(limit.subject().charAt(0))
                + limit.subject().substring(1);
    }

    private static boolean isSame(String subject, String metric) {
        String[] words = metric.split("-");
        return words.length > 1 && subject.contains(words[0]) && subject.contains(words[1]);
    }

    /** A share is a number from 0 to 1 unless its query makes percents of it. */
    private double factor(Thresholds limit, String metric) {
        boolean isShare =
                limit.isPercent() && !String.valueOf(metrics.all().get(metric)).contains("100");
        return isShare ? 0.01 : limit.seconds();
    }

    private @Nullable Probe probe(Thresholds limit) {
        String subject = limit.subject();
        Found found = system.found();
        if (limit.isPercent() && subject.contains("disk")) {
            return new Probe.Disk(Gathered.SERVER, null);
        }
        if (limit.isPercent() && subject.startsWith("memory")) {
            return new Probe.Memory(Gathered.SERVER);
        }
        if (limit.isPercent() && subject.contains("cache") && found.data().cacheService() != null) {
            return new Probe.Cache(Gathered.MAIN, CacheQuestion.HIT_RATE, null);
        }
        if (limit.isPercent() && subject.contains("connection") && found.data().databaseService() != null) {
            return new Probe.Database(Gathered.MAIN, DatabaseQuestion.CONNECTIONS);
        }
        if (subject.contains("queue") && found.usesTasks()) {
            return new Probe.Queue(Gathered.TASKS, QueueQuestion.DEPTH);
        }
        return subject.contains("certificate") ? certificate(found) : null;
    }

    private static @Nullable Probe certificate(Found found) {
        return found.checks().values().stream()
                .map(Found.Look::probe)
                .filter(Probe.Tls.class::isInstance)
                .findFirst()
                .orElse(null);
    }
}
