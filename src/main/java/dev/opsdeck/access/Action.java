package dev.opsdeck.access;

import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.ServiceRef;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to do, as the rules see it.
 *
 * @param name the command's word
 * @param service null for what has no single service
 * @param system null for what concerns no system
 * @param channel name of the channel it was asked in; null when there is none
 */
public record Action(
        String name,
        Risk risk,
        @Nullable String system,
        @Nullable ServiceRef service,
        @Nullable String channel) {}
