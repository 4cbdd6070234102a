package dev.opsdeck.audit;

import java.time.Instant;
import java.util.Map;

/**
 * An entry as it stands in the chain.
 *
 * @param seq its place, from 1, without gaps
 * @param hash SHA-256 over the entry and the hash before it, lower-case hex
 */
public record AuditRecord(
        long seq, Instant at, String actor, String action, String target, Map<String, Object> detail, String hash) {}
