package dev.opsdeck.target;

/**
 * What a program inside of a container wrote until its end.
 *
 * @param complete false when it wrote more than was kept
 */
public record ProgramOutput(long exitCode, String output, String error, boolean complete) {}
