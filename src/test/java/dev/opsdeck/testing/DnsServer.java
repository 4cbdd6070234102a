package dev.opsdeck.testing;

import java.util.ArrayList;
import java.util.List;

/** A real dnsmasq that knows only what it is told; only where {@link Tool#DNSMASQ} is there. */
public final class DnsServer implements AutoCloseable {
    private final ServerProcess process;
    private final int port;

    private DnsServer(ServerProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param options of dnsmasq, such as {@code --address=/web.test/192.0.2.1} */
    public static DnsServer start(String... options) {
        int port = FreePort.any();
        var command = new ArrayList<>(List.of(
                Tool.program("dnsmasq").toString(),
                "--keep-in-foreground",
                "--conf-file=/dev/null",
                "--no-hosts",
                "--no-resolv",
                "--listen-address=127.0.0.1",
                "--bind-interfaces",
                "--user=" + System.getProperty("user.name"),
                "--pid-file=",
                "--port=" + port));
        command.addAll(List.of(options));
        return new DnsServer(
                ServerProcess.start(ServerProcess.folder("dns"), command, () -> ServerProcess.accepts(port)), port);
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        process.close();
    }
}
