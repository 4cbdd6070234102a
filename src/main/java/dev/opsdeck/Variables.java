package dev.opsdeck;

import java.util.Map;

/** The variables from which the catalog takes its settings: this process's environment unless somebody says else. */
public record Variables(Map<String, String> values) {
    public Variables {
        values = Map.copyOf(values);
    }

    /** They hold secrets, so only names are printed. */
    @Override
    public String toString() {
        return "Variables" + values.keySet();
    }
}
