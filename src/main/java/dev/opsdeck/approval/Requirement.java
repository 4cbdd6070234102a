package dev.opsdeck.approval;

/**
 * What one access rule asks for.
 *
 * @param role whose consent counts
 * @param count how many different people
 * @param rule the rule that asks, for the explanation
 */
public record Requirement(String role, int count, String rule) {}
