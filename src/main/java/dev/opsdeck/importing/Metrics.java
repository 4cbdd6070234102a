package dev.opsdeck.importing;

import dev.opsdeck.catalog.StepSpec;
import dev.opsdeck.importing.known.Lines;
import dev.opsdeck.importing.known.Meaning;
import dev.opsdeck.importing.known.Slug;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** What is measured, as queries and alert rules of Prometheus say. Grows while the runbook is read. */
final class Metrics {
    /** The comparison that ends an alert's expression; what stands before it is what is measured. */
    private static final Pattern COMPARISON =
            Pattern.compile("^(.*\\S)\\s*(>=|<=|==|!=|>|<)\\s*(-?\\d+(?:\\.\\d+)?)$", Pattern.DOTALL);

    private final Map<String, Measured> all = new LinkedHashMap<>();

    /** @param lasting how long a threshold must be met; empty for at once */
    record Measured(
            String query,
            @Nullable String critical,
            @Nullable String warning,
            String lasting) {}

    Map<String, Measured> all() {
        return all;
    }

    /** Each line that is no comment is a query. */
    List<Lines.Read> promql(String text) {
        var reads = new ArrayList<Lines.Read>();
        String comment = "";
        for (String line :
                text.lines().map(String::strip).filter(it -> !it.isEmpty()).toList()) {
            if (line.startsWith("#")) {
                comment = line.replaceFirst("^#+\\s*", "");
            } else {
                String name = free(Slug.of(comment.replaceAll("\\(.*\\)", ""), "metric"), line);
                all.putIfAbsent(name, new Measured(line, null, null, ""));
                reads.add(read(name, line, comment));
            }
        }
        return reads;
    }

    /** The rules of a block of YAML; none when it is about something else. */
    List<Lines.Read> alerts(String text) {
        try {
            Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            var reads = new ArrayList<Lines.Read>();
            rules(tree, reads);
            return reads;
        } catch (YAMLException e) {
            return List.of();
        }
    }

    private void rules(@Nullable Object tree, List<Lines.Read> reads) {
        switch (tree) {
            case List<?> list -> list.forEach(element -> rules(element, reads));
            case Map<?, ?> map when map.containsKey("alert") && map.containsKey("expr") -> reads.add(rule(map));
            case Map<?, ?> map -> map.values().forEach(value -> rules(value, reads));
            case null, default -> {}
        }
    }

    private Lines.Read rule(Map<?, ?> rule) {
        String alert = String.valueOf(rule.get("alert"));
        String expression = String.valueOf(rule.get("expr")).strip();
        boolean warns = (String.valueOf(rule.get("severity")) + rule.get("labels"))
                .toLowerCase(Locale.ROOT)
                .contains("warning");
        Matcher comparison = COMPARISON.matcher(expression);
        String query = comparison.matches() ? Objects.requireNonNull(comparison.group(1)) : expression;
        String bound = comparison.matches() ? comparison.group(2) + " " + comparison.group(3) : null;
        String lasting = rule.get("for") == null ? "" : String.valueOf(rule.get("for"));
        String name = free(Slug.of(alert.replaceAll("(?<=[a-z])(?=[A-Z])", "-"), "alert"), query);
        all.put(name, new Measured(query, warns ? null : bound, warns ? bound : null, lasting));
        return read(name, "alert: " + alert, alert);
    }

    /** Gives the metric of that name a threshold; false when there is none, or when it has one already. */
    boolean limit(String name, String threshold, boolean critical) {
        Measured known = all.get(name);
        if (known == null || (critical ? known.critical() : known.warning()) != null) {
            return false;
        }
        all.put(
                name,
                new Measured(
                        known.query(),
                        critical ? threshold : known.critical(),
                        critical ? known.warning() : threshold,
                        known.lasting()));
        return true;
    }

    private String free(String wanted, String query) {
        String name = wanted;
        for (int i = 2;
                all.containsKey(name)
                        && !Objects.requireNonNull(all.get(name)).query().equals(query);
                i++) {
            name = wanted + "-" + i;
        }
        return name;
    }

    private static Lines.Read read(String name, String source, String comment) {
        return new Lines.Read(comment, source, false, "", List.of(Meaning.asks(new StepSpec.Check(name))));
    }
}
