package dev.opsdeck.catalog;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the problems of one file: only the first at a place, as the others would say the same again. */
final class Findings {
    private final Source source;
    private final Map<String, Problem> byPath = new LinkedHashMap<>();
    private final List<Problem> warnings = new ArrayList<>();

    Findings(Source source) {
        this.source = source;
        source.problems().forEach(problem -> byPath.putIfAbsent(problem.path(), problem));
    }

    void add(JsonPointer at, String message, @Nullable String suggestion) {
        byPath.putIfAbsent(at.toString(), source.problem(at, message, suggestion));
    }

    /** Something that is probably a mistake but could be meant. */
    void warn(JsonPointer at, String message, @Nullable String suggestion) {
        warnings.add(source.problem(at, message, suggestion));
    }

    List<Problem> warnings() {
        return List.copyOf(warnings);
    }

    List<Problem> problems() {
        return List.copyOf(byPath.values());
    }

    boolean isEmpty() {
        return byPath.isEmpty();
    }

    /** Names the nearest known word; where none is near, all of them unless they are too many to help. */
    static @Nullable String didYouMean(String typed, Collection<String> known) {
        return Nearest.one(typed, known)
                .map(nearest -> "Did you mean \"" + nearest + "\"?")
                .orElseGet(
                        () -> known.isEmpty() || known.size() > 12 ? null : "Known: " + String.join(", ", known) + ".");
    }
}
