package dev.opsdeck.target;

import org.jspecify.annotations.Nullable;

/**
 * Where a Docker engine listens.
 *
 * @param host {@code unix:///…} or {@code tcp://…}
 * @param certificates folder with ca.pem, cert.pem and key.pem for TLS; null without TLS
 */
record EngineAddress(String host, @Nullable String certificates) {
    @Override
    public String toString() {
        return host;
    }
}
