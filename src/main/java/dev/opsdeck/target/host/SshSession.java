package dev.opsdeck.target.host;

import dev.opsdeck.catalog.Host;
import dev.opsdeck.probe.ProbeException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;

/** Opens sessions: the host must be known by its key, and opsdeck shows its own; there is no other way in. */
final class SshSession {
    private SshSession() {}

    /**
     * Connects and signs in.
     *
     * @throws ProbeException when that fails, or takes longer than {@code patience}
     */
    static ClientSession open(SshClient client, Host.Ssh host, Duration patience) {
        HostKeys known = HostKeys.of(host);
        List<KeyPair> keys = keys(host);
        long until = System.nanoTime() + patience.toNanos();
        ClientSession session = connected(client, host, known, patience);
        try {
            keys.forEach(session::addPublicKeyIdentity);
            session.auth().verify(Duration.ofNanos(Math.max(1, until - System.nanoTime())));
            return session;
        } catch (IOException e) {
            session.close(true);
            throw known.refused() ? known.refusal(e) : refused(host, e);
        }
    }

    private static ClientSession connected(SshClient client, Host.Ssh host, HostKeys known, Duration patience) {
        var context = AttributeRepository.ofKeyValuePair(HostKeys.OF_CONNECTION, known);
        try {
            return client.connect(host.user(), host.address(), host.port(), context, null)
                    .verify(patience)
                    .getSession();
        } catch (IOException e) {
            throw new ProbeException(
                    "Could not connect to " + HostKeys.at(host) + " over SSH within " + patience.toSeconds()
                            + " s. Check that the host is up, that sshd listens there, and that no firewall is in"
                            + " between.",
                    e);
        }
    }

    private static List<KeyPair> keys(Host.Ssh host) {
        var keys = new ArrayList<KeyPair>();
        try {
            new FileKeyPairProvider(Path.of(host.key())).loadKeys(null).forEach(keys::add);
        } catch (RuntimeException e) {
            throw noKey(host, e);
        }
        if (keys.isEmpty()) {
            throw noKey(host, new GeneralSecurityException("no key in the file"));
        }
        return keys;
    }

    private static ProbeException noKey(Host.Ssh host, Exception cause) {
        return new ProbeException(
                "Could not read the private key " + host.key() + " for " + HostKeys.at(host)
                        + ". Check that the file is there, readable by opsdeck, and without a passphrase.",
                cause);
    }

    private static ProbeException refused(Host.Ssh host, IOException cause) {
        return new ProbeException(
                "Could not sign in to " + HostKeys.at(host) + " with the key " + host.key()
                        + ". Check that its public half is in the authorized_keys of " + host.user() + ".",
                cause);
    }
}
