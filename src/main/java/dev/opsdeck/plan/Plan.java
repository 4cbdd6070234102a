package dev.opsdeck.plan;

import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.ServiceRef;
import java.util.List;

/**
 * What will happen, exactly.
 *
 * @param command the canonical text of the command with full names
 * @param system the system it is about
 * @param targets the services it changes, in order; these are locked while it runs
 * @param risk the highest of its steps
 * @param blastRadius the services that depend on a target, nearest first
 * @param digest SHA-256 over all the rest, lower-case hex: equal digests mean equal plans
 */
public record Plan(
        String command,
        String system,
        List<ServiceRef> targets,
        List<Step> steps,
        Risk risk,
        List<ServiceRef> blastRadius,
        String digest) {}
