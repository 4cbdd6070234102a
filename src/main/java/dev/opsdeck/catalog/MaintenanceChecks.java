package dev.opsdeck.catalog;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Checks of the windows that come again and again. */
record MaintenanceChecks(JsonNode root, Findings findings) {
    void check() {
        JsonPointer all = JsonPointer.compile("/maintenance/recurring");
        root.at(all)
                .properties()
                .forEach(entry -> weeks(
                        entry.getValue().path("weeks"),
                        all.appendProperty(entry.getKey()).appendProperty("weeks")));
    }

    private void weeks(JsonNode weeks, JsonPointer at) {
        if (weeks.isArray()) {
            for (int n = 0; n < weeks.size(); n++) {
                week(weeks.get(n), at.appendIndex(n));
            }
        } else if (!weeks.isMissingNode()) {
            week(weeks, at);
        }
    }

    private void week(JsonNode week, JsonPointer at) {
        String word = week.asText().toLowerCase(Locale.ROOT);
        if (!RecurringWindow.WEEKS.contains(week.asText())) {
            findings.add(
                    at,
                    "a month has no week called \"" + week.asText() + "\"",
                    Findings.didYouMean(word, RecurringWindow.WEEKS));
        }
    }
}
