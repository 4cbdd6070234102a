package dev.opsdeck.probe;

import org.jspecify.annotations.Nullable;

/**
 * Rows that a question brought, kept for a file.
 *
 * @param action the word of the command that asked, by which access is decided again when the file is wanted
 * @param service the service that was asked; null when it was the system as a whole
 * @param title what was asked of what
 */
public record StoredReading(
        String id, String action, String system, @Nullable String service, String title, String csv) {}
