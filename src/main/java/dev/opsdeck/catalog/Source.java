package dev.opsdeck.catalog;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One file as a tree, with the places of its parts.
 *
 * @param tree null when the file is not YAML
 * @param places by JSON pointer; that of a map's entry is where its key stands
 * @param problems what reading it brought up
 */
record Source(String file, @Nullable JsonNode tree, Map<JsonPointer, Place> places, List<Problem> problems) {

    Problem problem(JsonPointer at, String message, @Nullable String suggestion) {
        Place place = placeOf(at);
        return new Problem(file, place.line(), place.column(), at.toString(), message, suggestion);
    }

    /** The place of the value, or of the nearest thing around it that is in the file. */
    private Place placeOf(JsonPointer at) {
        for (JsonPointer around = at; around != null; around = around.head()) {
            Place place = places.get(around);
            if (place != null) {
                return place;
            }
        }
        return Place.WHOLE_FILE;
    }
}
