package dev.opsdeck.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/**
 * A row of the chain.
 *
 * @param detail canonical JSON, exactly as stored
 * @param previous hash of the row before it
 */
record Link(
        long seq, Instant at, String actor, String action, String target, String detail, String previous, String hash) {

    /** The same row with the hash that its content asks for. */
    Link sealed() {
        return new Link(seq, at, actor, action, target, detail, previous, computeHash());
    }

    /**
     * SHA-256 over the number, the microseconds since 1970 (both eight bytes, big-endian) and then actor, action,
     * target, detail and previous hash, each as UTF-8 after its length in four bytes. With the lengths in it, no two
     * different rows have the same encoding.
     */
    String computeHash() {
        MessageDigest digest = sha256();
        digest.update(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(seq)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, at))
                .flip());
        for (String field : new String[] {actor, action, target, detail, previous}) {
            byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** The end of the chain. */
    record Head(long seq, String hash) {}
}
