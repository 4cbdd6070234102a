package dev.opsdeck.target;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ServerSocketFactory;

/** A TCP port that leads to the engine's unix socket, and a network that can break in between. */
final class Relay implements AutoCloseable {
    private final Path engine;
    private final ServerSocket server;
    private final Set<AutoCloseable> open = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean losesAnswers = new AtomicBoolean();
    private final AtomicBoolean silent = new AtomicBoolean();
    private final AtomicBoolean left = new AtomicBoolean();
    private final AtomicBoolean lost = new AtomicBoolean();
    private volatile String loses = "";

    Relay(URI engine) {
        this(engine, ServerSocketFactory.getDefault());
    }

    Relay(URI engine, ServerSocketFactory sockets) {
        this.engine = Path.of(engine.getPath());
        try {
            this.server = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    String host() {
        return "tcp://127.0.0.1:" + server.getLocalPort();
    }

    /** From now on connections break as soon as the engine answers a request that contains the text. */
    Relay losingAnswersTo(String text) {
        loses = text;
        losesAnswers.set(true);
        return this;
    }

    /** Whether such a request went through. */
    boolean lost() {
        return lost.get();
    }

    /** It takes connections and never answers. */
    Relay silent() {
        silent.set(true);
        return this;
    }

    /** Whether somebody who got no answer has closed the connection. */
    boolean left() {
        return left.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> connect(client));
            }
        } catch (IOException closed) {
            // The relay was closed.
        }
    }

    private void connect(Socket client) {
        if (silent.get()) {
            awaitEnd(client);
            return;
        }
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(engine))) {
            open.add(channel);
            var cut = new AtomicBoolean();
            Thread.ofVirtual().start(() -> requests(client, channel, cut));
            InputStream answers = Channels.newInputStream(channel);
            OutputStream toClient = client.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int n = answers.read(buffer); n > 0 && !cut.get(); n = answers.read(buffer)) {
                toClient.write(buffer, 0, n);
                toClient.flush();
            }
            client.close();
        } catch (IOException broken) {
            // One of the two ends has gone, which the other is told by its own connection.
        }
    }

    private void awaitEnd(Socket client) {
        try {
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException broken) {
            // An end as well.
        }
        left.set(true);
    }

    private void requests(Socket client, SocketChannel channel, AtomicBoolean cut) {
        try {
            InputStream requests = client.getInputStream();
            OutputStream toEngine = Channels.newOutputStream(channel);
            byte[] buffer = new byte[8192];
            for (int n = requests.read(buffer); n > 0; n = requests.read(buffer)) {
                String text = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
                if (losesAnswers.get() && text.contains(loses)) {
                    cut.set(true);
                    lost.set(true);
                }
                toEngine.write(buffer, 0, n);
            }
            channel.close();
        } catch (IOException broken) {
            close(client);
        }
    }

    private static void close(AutoCloseable end) {
        try {
            end.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Breaks all connections and refuses new ones. */
    @Override
    public void close() {
        close(server);
        open.forEach(Relay::close);
    }
}
