package dev.opsdeck.backup;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The sum that manifests hold. */
final class Sha256 {
    private Sha256() {}

    static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
