package dev.opsdeck.catalog;

import org.jspecify.annotations.Nullable;

/**
 * What the public page says of a system.
 *
 * @param enabled whether the system is on the page
 * @param title what the public calls it; null for the system's own title
 * @param about a sentence for those who do not know it; null for none
 */
@Doc("What the public status page says of the system.")
public record StatusPage(
        @Doc("Whether the system is on the page, which anybody can see.") @ShortForm @Default("true")
        boolean enabled,

        @Doc("What the public calls it; the system's title when left out.") @Nullable
        String title,

        @Doc("A sentence for those who do not know it.") @Nullable
        String about) {}
