package dev.opsdeck.target.postgres;

import dev.opsdeck.catalog.Adjustable;
import dev.opsdeck.catalog.Database;
import dev.opsdeck.catalog.ManagedSystem;
import dev.opsdeck.command.DatabaseCare;
import dev.opsdeck.plan.DatabaseStep;
import dev.opsdeck.plan.TargetException;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plans changes of the server's settings: only of those that the catalog lists, and only to values that it allows. */
@Singleton
final class ParameterPlans {
    private static final String SETTING = """
            select vartype, coalesce(unit, ''), context, current_setting(name), coalesce(array_to_string(enumvals, ', '), '')
            from pg_settings where name = %s""";

    private final Writing writing;

    ParameterPlans(Writing writing) {
        this.writing = writing;
    }

    DatabasePlans.Steps set(ManagedSystem system, Database database, DatabaseCare.SetParameter set) {
        String name = set.parameter();
        Adjustable listed = database.parameters().get(name);
        if (listed == null) {
            throw new TargetException("The catalog does not let " + name + " be changed on the server of "
                    + database.name() + "."
                    + (database.parameters().isEmpty()
                            ? " List it under parameters: of the database."
                            : " It lists "
                                    + String.join(", ", database.parameters().keySet()) + "."));
        }
        List<List<String>> rows = writing.look(system, database.name(), SETTING.formatted(Writing.literal(name)))
                .rows();
        if (rows.isEmpty()) {
            throw new TargetException("The server of " + database.name() + " has no setting " + name + ".");
        }
        List<String> setting = rows.getFirst();
        String value = set.value().equalsIgnoreCase(DatabaseCare.SetParameter.DEFAULT) ? null : set.value();
        if (value != null) {
            check(listed, value, setting.getFirst(), setting.get(1), setting.get(4));
        }
        return steps(system, database, name, value, setting);
    }

    private static DatabasePlans.Steps steps(
            ManagedSystem system, Database database, String name, @Nullable String value, List<String> setting) {
        List<String> notes = new ArrayList<>(List.of(name + " is " + setting.get(3) + " now."));
        String takesEffect =
                switch (setting.get(2)) {
                    case "postmaster" -> {
                        notes.add("It takes effect only when the server is restarted: restart " + system.name() + "/"
                                + database.service());
                        yield "after the next restart of " + database.service();
                    }
                    case "backend", "superuser-backend" -> "at once, for new sessions";
                    case "internal" -> throw new TargetException("Nobody can change " + name + " on a server.");
                    default -> "at once";
                };
        return new DatabasePlans.Steps(
                List.of(new DatabaseStep.SetParameter(system.name(), database.name(), name, value, takesEffect)),
                notes);
    }

    private static void check(Adjustable listed, String value, String type, String unit, String words) {
        if (!listed.choices().isEmpty()) {
            if (!listed.choices().contains(value)) {
                throw refused(listed, value, "one of " + String.join(", ", listed.choices()));
            }
            return;
        }
        switch (type) {
            case "bool" -> {
                if (!List.of("on", "off").contains(value)) {
                    throw refused(listed, value, "on or off");
                }
            }
            case "enum" -> {
                if (!List.of(words.split(", ")).contains(value)) {
                    throw refused(listed, value, "one of " + words);
                }
            }
            case "integer", "real" -> range(listed, value, unit);
            // A text may name a file or a command that the server runs.
            default ->
                throw new TargetException(
                        "Any text could be given for " + listed.name() + ". Give it choices: in the catalog.");
        }
    }

    private static void range(Adjustable listed, String value, String unit) {
        double number = Amount.of(value, unit)
                .orElseThrow(() -> refused(listed, value, "a number" + (unit.isEmpty() ? "" : " with a unit")));
        String range = "between " + orEnd(listed.min(), "the least") + " and " + orEnd(listed.max(), "the most")
                + " that is allowed";
        boolean low = listed.min() != null && number < limit(listed, listed.min(), unit);
        boolean high = listed.max() != null && number > limit(listed, listed.max(), unit);
        if (low || high) {
            throw refused(listed, value, range);
        }
    }

    private static double limit(Adjustable listed, String written, String unit) {
        return Amount.of(written, unit)
                .orElseThrow(() -> new TargetException("The catalog's limit " + written + " for " + listed.name()
                        + " is no number that the server understands. Correct it."));
    }

    private static String orEnd(@Nullable String limit, String otherwise) {
        return limit == null ? otherwise : limit;
    }

    private static TargetException refused(Adjustable listed, String value, String must) {
        return new TargetException(listed.name() + " cannot be set to " + value + " here: it must be " + must + ".");
    }
}
