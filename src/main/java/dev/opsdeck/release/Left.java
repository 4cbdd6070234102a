package dev.opsdeck.release;

import java.time.Instant;

/**
 * What a run left that a later one can go back to.
 *
 * @param value a revision of the code, or the number of the run that saved the configuration
 * @param requester Slack user id
 */
public record Left(long run, String value, String requester, Instant at) {}
