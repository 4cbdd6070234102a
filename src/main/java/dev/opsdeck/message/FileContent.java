package dev.opsdeck.message;

/**
 * A file as the outbox keeps it.
 *
 * @param altText what screen readers say
 */
public record FileContent(String filename, String title, String altText, FileSource source) {}
