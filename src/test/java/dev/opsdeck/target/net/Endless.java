package dev.opsdeck.target.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** An HTTP server that begins an answer and repeats itself until the other side has had enough. */
final class Endless implements AutoCloseable {
    private final ServerSocket socket;
    private final byte[] head;
    private final byte[] body;

    Endless(String head, String body) throws IOException {
        this.socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        this.head = head.getBytes(StandardCharsets.UTF_8);
        this.body = body.getBytes(StandardCharsets.UTF_8);
        Thread.startVirtualThread(this::serve);
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                Thread.startVirtualThread(() -> answer(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answer(Socket connection) {
        try (connection) {
            connection.getOutputStream().write(head);
            while (body.length > 0) {
                connection.getOutputStream().write(body);
            }
            connection.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException enough) {
            // That is what the test is about.
        }
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/";
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
