package dev.opsdeck.systems;

import dev.opsdeck.catalog.Risk;
import org.jspecify.annotations.Nullable;

/**
 * Something that a runbook has people do.
 *
 * @param id of the inventory, such as SPO-012
 * @param risk of what the page says
 * @param by how opsdeck does it
 * @param careful how it is done more carefully than the page says; null where the page is careful enough
 */
record Procedure(
        String id,
        String title,
        Risk risk,
        Way by,
        Proof proof,
        @Nullable String careful) {}
