package dev.opsdeck.catalog;

import java.util.List;

/**
 * What a freeze of the system leaves possible.
 *
 * @param except roles whose people may change the system all the same
 * @param incidents severities as written; empty for the gravest two
 */
@Doc("Who may change the system although it is frozen.")
public record Freezing(
        @Doc("Roles whose people may change it all the same.") @ShortForm @OneOrMany @RoleName
        List<String> except,

        @Doc("Severities; while an incident of one of them is open, everybody may. P0 and P1 when left out.") @OneOrMany
        List<String> incidents) {
    public static final Freezing USUAL = new Freezing(List.of(), List.of());

    private static final List<String> GRAVE = List.of("P0", "P1");

    /** The severities during which everybody may. */
    public List<String> severities() {
        return incidents.isEmpty() ? GRAVE : incidents;
    }
}
