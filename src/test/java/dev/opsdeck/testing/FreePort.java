package dev.opsdeck.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;

/** A port on which nothing listens, on any address of this machine. */
public final class FreePort {
    private FreePort() {}

    /** Whoever is given it should take it soon: until then others may. */
    public static int any() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
