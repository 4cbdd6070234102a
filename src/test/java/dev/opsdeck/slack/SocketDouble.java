package dev.opsdeck.slack;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/** Slack's end of the socket. */
final class SocketDouble extends WebSocketServer implements AutoCloseable {
    final List<WebSocket> open = new CopyOnWriteArrayList<>();
    final List<String> received = new CopyOnWriteArrayList<>();
    private final CountDownLatch started = new CountDownLatch(1);

    SocketDouble() throws InterruptedException {
        super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        setReuseAddr(true);
        setDaemon(true);
        start();
        started.await();
    }

    String url() {
        return "ws://localhost:" + getPort() + "/link";
    }

    @Override
    public void onOpen(WebSocket connection, ClientHandshake handshake) {
        open.add(connection);
        connection.send(Samples.read("jsdk-socket-hello.json"));
    }

    @Override
    public void onClose(WebSocket connection, int code, String reason, boolean remote) {
        open.remove(connection);
    }

    @Override
    public void onMessage(WebSocket connection, String message) {
        received.add(message);
    }

    @Override
    public void onError(WebSocket connection, Exception problem) {
        received.add("error: " + problem);
    }

    @Override
    public void onStart() {
        started.countDown();
    }

    @Override
    public void close() throws InterruptedException {
        stop(500);
    }
}
