package dev.opsdeck.target.host;

import dev.opsdeck.target.program.ProgramFault;
import dev.opsdeck.target.program.ProgramStreams;
import dev.opsdeck.catalog.Host;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.jspecify.annotations.Nullable;

/** One host: a session that commands share, opened when one needs it and there is none. */
final class SshConnection {
    /** OpenSSH allows ten channels in a session unless told otherwise. */
    private static final int AT_ONCE = 8;

    private final Host.Ssh host;
    private final Supplier<SshClient> client;
    private final Semaphore channels = new Semaphore(AT_ONCE);
    private final ReentrantLock opening = new ReentrantLock();
    private @Nullable ClientSession session;

    SshConnection(Host.Ssh host, Supplier<SshClient> client) {
        this.host = host;
        this.client = client;
    }

    /** Runs it; the host itself ends it a second after nobody waits for it any more. */
    HostOutput run(HostCommand command, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        try {
            if (!channels.tryAcquire(left(until).toNanos(), TimeUnit.NANOSECONDS)) {
                throw HostOutput.tooSlow(host.address(), command);
            }
            try {
                return run(command, until);
            } finally {
                channels.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw HostOutput.tooSlow(host.address(), command);
        }
    }

    private HostOutput run(HostCommand command, long until) throws InterruptedException {
        boolean fresh = session == null;
        ClientSession open = session(until);
        try {
            return run(open, command, until);
        } catch (IOException e) {
            open.close(true);
            if (fresh) {
                throw HostOutput.broken(host.address(), command, e);
            }
        }
        // An old session may have died unnoticed; what only reads can be asked again.
        ClientSession again = session(until);
        try {
            return run(again, command, until);
        } catch (IOException e) {
            again.close(true);
            throw HostOutput.broken(host.address(), command, e);
        }
    }

    /** Runs a program that may write: begun at most once. */
    int run(List<String> arguments, ProgramStreams streams, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        // Finds out that an old session has died, and opens another one, before anything is begun.
        run(new HostCommand.Nothing(), patience);
        try {
            if (!channels.tryAcquire(left(until).toNanos(), TimeUnit.NANOSECONDS)) {
                throw HostOutput.unreachable(host.address());
            }
            try {
                return run(session(until), arguments, streams, until, patience);
            } catch (IOException e) {
                throw ProgramFault.broken(host.address(), arguments, e);
            } finally {
                channels.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProgramFault.tooSlow(host.address(), arguments, patience);
        }
    }

    private static int run(
            ClientSession open, List<String> arguments, ProgramStreams streams, long until, Duration patience)
            throws IOException {
        try (ChannelExec channel = open.createExecChannel(line(arguments, left(until)))) {
            channel.setIn(streams.input());
            channel.setOut(streams.output());
            channel.setErr(streams.errors());
            channel.open().verify(left(until));
            Set<ClientChannelEvent> seen = channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), left(until));
            Integer code = channel.getExitStatus();
            if (seen.contains(ClientChannelEvent.TIMEOUT)) {
                channel.close(true);
                throw ProgramFault.tooSlow(String.valueOf(open.getConnectAddress()), arguments, patience);
            }
            if (code == null) {
                throw new IOException("the channel closed without an exit status");
            }
            return code;
        }
    }

    private ClientSession session(long until) throws InterruptedException {
        if (!opening.tryLock(left(until).toNanos(), TimeUnit.NANOSECONDS)) {
            throw HostOutput.unreachable(host.address());
        }
        try {
            ClientSession known = session;
            if (known == null || !known.isOpen()) {
                known = SshSession.open(client.get(), host, left(until));
                session = known;
            }
            return known;
        } finally {
            opening.unlock();
        }
    }

    private HostOutput run(ClientSession open, HostCommand command, long until) throws IOException {
        try (ChannelExec channel = open.createExecChannel(line(command, left(until)))) {
            var output = new LimitedOutput(HostOutput.LIMIT, () -> channel.close(true));
            var errors = new LimitedOutput(HostOutput.ERRORS, () -> {});
            channel.setOut(output);
            channel.setErr(errors);
            channel.open().verify(left(until));
            Set<ClientChannelEvent> seen = channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), left(until));
            if (output.full()) {
                throw HostOutput.tooMuch(host.address(), command);
            }
            if (seen.contains(ClientChannelEvent.TIMEOUT)) {
                channel.close(true);
                throw HostOutput.tooSlow(host.address(), command);
            }
            if (channel.getExitStatus() == null) {
                throw new IOException("the channel closed without an exit status");
            }
            return new HostOutput(Objects.requireNonNull(channel.getExitStatus()), output.text(), errors.text());
        }
    }

    private static String line(HostCommand command, Duration left) {
        return line(command.arguments(), left);
    }

    private static String line(List<String> arguments, Duration left) {
        return "timeout -s KILL " + (left.toSeconds() + 1) + " env LC_ALL=C " + ShellWords.of(arguments);
    }

    private static Duration left(long until) {
        return Duration.ofNanos(Math.max(1_000_000, until - System.nanoTime()));
    }

    void close() {
        ClientSession known = session;
        if (known != null) {
            known.close(true);
        }
    }
}
