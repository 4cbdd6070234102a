package dev.opsdeck.target.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Opens TCP connections. */
final class Connections {
    private Connections() {}

    /** Connects to the first address of the name that accepts; reads on the socket end after {@code patience}, too. */
    static Socket open(Endpoint endpoint, Duration patience) throws IOException {
        long until = System.nanoTime() + patience.toNanos();
        IOException refused = new IOException("no address");
        for (InetAddress address : InetAddress.getAllByName(endpoint.host())) {
            var socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(address, endpoint.port()), left(until));
                socket.setSoTimeout(left(until));
                return socket;
            } catch (IOException e) {
                socket.close();
                refused = e;
            }
        }
        throw refused;
    }

    /** In ms and never 0, which would mean without end. */
    private static int left(long until) {
        return (int) Math.clamp((until - System.nanoTime()) / 1_000_000, 1, Integer.MAX_VALUE);
    }
}
