package dev.opsdeck.importing;

import dev.opsdeck.catalog.StepSpec;
import dev.opsdeck.catalog.Written;
import dev.opsdeck.importing.known.Lines;
import dev.opsdeck.importing.known.Slug;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Runbooks: steps in order. A section that lists one way beside the other becomes a runbook for each. */
final class Runbooks {
    private static final Pattern PLACE = Pattern.compile("\\{\\{([^}]+)}}");
    private static final Pattern HEAD = Pattern.compile("^Runbook:?\\s+", Pattern.CASE_INSENSITIVE);

    private final Steps steps;
    private final Map<String, Object> runbooks = new LinkedHashMap<>();

    Runbooks(Steps steps) {
        this.steps = steps;
    }

    Map<String, Object> of(List<Chapter> chapters) {
        chapters.forEach(this::chapter);
        return runbooks;
    }

    private void chapter(Chapter chapter) {
        String title = HEAD.matcher(chapter.title()).replaceFirst("");
        var groups = new LinkedHashMap<String, List<Noted>>();
        boolean ordered = chapter.isOrdered();
        for (Chapter.Piece piece : chapter.pieces()) {
            switch (piece) {
                case Chapter.Piece.Act(var _, String text) ->
                    group(groups, title).add(new Noted(List.of(), Written.step(new StepSpec.Manual(text, null))));
                case Chapter.Piece.Command command -> line(command, ordered, title, groups);
            }
        }
        groups.forEach(this::add);
    }

    private void line(Chapter.Piece.Command command, boolean ordered, String title, Map<String, List<Noted>> groups) {
        Lines.Read read = command.read();
        if (command.metric() || !read.at().isEmpty()) {
            return;
        }
        String own = ordered || read.title().isEmpty() ? title : read.title();
        String name = !ordered && Chapter.isInOrder(command.label()) ? command.label() : own;
        group(groups, name).addAll(steps.inOrder(read));
    }

    private static List<Noted> group(Map<String, List<Noted>> groups, String title) {
        return groups.computeIfAbsent(title, _ -> new ArrayList<>());
    }

    /** Adds a runbook and says its name; nothing is added for no steps. */
    String add(String title, List<Noted> all) {
        if (all.isEmpty()) {
            return "";
        }
        var runbook = new LinkedHashMap<String, Object>();
        runbook.put("title", title);
        var parameters = new LinkedHashMap<String, Object>();
        PLACE.matcher(all.toString()).results().forEach(match -> parameters.put(match.group(1), type(match.group(1))));
        if (!parameters.isEmpty()) {
            runbook.put("parameters", parameters);
        }
        runbook.put("steps", all);
        String name = Draft.free(Slug.of(title, "runbook"), runbooks.keySet());
        runbooks.put(name, runbook);
        return name;
    }

    private static String type(String parameter) {
        return parameter.contains("service") ? "service" : "text";
    }
}
