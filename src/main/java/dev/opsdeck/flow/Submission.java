package dev.opsdeck.flow;

import java.util.Map;

/**
 * A modal that was submitted.
 *
 * @param delivery the same for every delivery of the same submission
 * @param callback the view's {@code callback_id}
 * @param metadata the view's {@code private_metadata}
 * @param values what was entered, by {@code block_id}; absent where nothing was
 */
public record Submission(String delivery, String user, String callback, String metadata, Map<String, String> values) {}
