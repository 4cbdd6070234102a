package dev.opsdeck.importing;

import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.StepSpec;
import dev.opsdeck.catalog.Written;
import dev.opsdeck.importing.known.Lines;
import dev.opsdeck.importing.known.Meaning;
import dev.opsdeck.importing.known.Slug;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Playbooks: what to look at and what may help. */
final class Playbooks {
    private static final Pattern SEVERITY = Pattern.compile(
            "^((?:P|SEV ?-?)\\d)\\b[\\s:–-]*(?:(?:Critical|High|Medium|Low)\\b[\\s:–-]+)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern ISSUE = Pattern.compile("^Issue:?\\s+", Pattern.CASE_INSENSITIVE);

    private final Steps steps;
    private final Set<String> severities;

    Playbooks(Steps steps, Set<String> severities) {
        this.steps = steps;
        this.severities = severities;
    }

    Map<String, Object> of(List<Chapter> chapters) {
        var playbooks = new LinkedHashMap<String, Object>();
        for (Chapter chapter : chapters) {
            Map<String, Object> playbook = playbook(chapter);
            if (playbook.containsKey("diagnose") || playbook.containsKey("remedies")) {
                playbooks.put(Draft.free(Slug.of(title(chapter), "playbook"), playbooks.keySet()), playbook);
            }
        }
        return playbooks;
    }

    private static String title(Chapter chapter) {
        String title = ISSUE.matcher(SEVERITY.matcher(chapter.title()).replaceFirst(""))
                .replaceFirst("")
                .strip();
        return title.isEmpty() ? chapter.title() : title;
    }

    private Map<String, Object> playbook(Chapter chapter) {
        var diagnose = new ArrayList<Noted>();
        var remedies = new ArrayList<Noted>();
        for (Chapter.Piece piece : chapter.pieces()) {
            switch (piece) {
                case Chapter.Piece.Act(String label, String text) ->
                    remedies.add(new Noted(List.of(), Written.step(new StepSpec.Manual(text, null))));
                case Chapter.Piece.Command command -> line(command, diagnose, remedies);
            }
        }
        var playbook = new LinkedHashMap<String, Object>();
        playbook.put("title", title(chapter));
        Matcher severity = SEVERITY.matcher(chapter.title());
        if (severity.find()
                && severities.contains(String.valueOf(severity.group(1)).toUpperCase(java.util.Locale.ROOT))) {
            playbook.put("severity", String.valueOf(severity.group(1)).toUpperCase(java.util.Locale.ROOT));
        }
        put(playbook, "symptoms", Symptoms.of(chapter.section()));
        put(playbook, "diagnose", once(diagnose));
        put(playbook, "remedies", once(remedies));
        return playbook;
    }

    private static void put(Map<String, Object> map, String key, List<?> values) {
        if (!values.isEmpty()) {
            map.put(key, values);
        }
    }

    /** A question that is asked already tells nothing more the second time. */
    private static List<Noted> once(List<Noted> all) {
        var seen = new LinkedHashMap<Object, Noted>();
        all.forEach(noted -> seen.putIfAbsent(noted.value(), noted));
        return Steps.oncePerLine(List.copyOf(seen.values()));
    }

    private void line(Chapter.Piece.Command command, List<Noted> diagnose, List<Noted> remedies) {
        Lines.Read read = command.read();
        for (Meaning meaning : read.meanings()) {
            switch (meaning) {
                case Meaning.Asks(List<Probe> asks) ->
                    asks.forEach(probe -> diagnose.add(filled(steps.probe(probe, read), read)));
                case Meaning.Does(List<StepSpec> does) ->
                    does.forEach(step -> remedies.add(filled(steps.step(step, read), read)));
                case Meaning.Unknown(String why) ->
                    (looks(command) ? diagnose : remedies).add(Steps.disabled(read, why));
                case Meaning.Enters _, Meaning.Nothing _ -> {}
            }
        }
    }

    private static Noted filled(Noted step, Lines.Read read) {
        return Steps.hasPlace(step.value())
                ? Steps.disabled(read, "It needs a value each time, which only a runbook asks for.")
                : step;
    }

    private static boolean looks(Chapter.Piece.Command command) {
        return Chapter.Label.of(command.label()) == Chapter.Label.LOOK
                || Chapter.Label.of(command.read().title()) == Chapter.Label.LOOK;
    }
}
