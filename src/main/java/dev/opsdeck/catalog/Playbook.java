package dev.opsdeck.catalog;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What to look at and what to do when something is known to go wrong. */
@Doc("What to look at and what to do when something is known to go wrong.")
public record Playbook(
        @FromKey String name,
        @Doc("What people call it.") @Nullable String title,

        @Doc("How bad it is; one of the system's severities.") @RefersTo(RefersTo.Declared.SEVERITY) @Nullable
        String severity,

        @Doc("What people notice.") List<String> symptoms,

        @Doc("Questions that change nothing, asked side by side.")
        List<Probe> diagnose,

        @Doc("Steps that may help, most promising first.") List<StepSpec> remedies,

        @Doc("Alerts that it is for: regular expressions by label, all of which must match.")
        Map<String, Pattern> alerts) {}
