package dev.opsdeck.target.host;

import dev.opsdeck.catalog.Host;
import dev.opsdeck.probe.ProbeException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.util.GenericUtils;

/** The keys by which one host is known, and what came of comparing its own with them. */
final class HostKeys {
    /** Under which a connection finds them. */
    static final AttributeKey<HostKeys> OF_CONNECTION = new AttributeKey<>();

    private static final String REVOKED = "revoked";

    private final Host.Ssh host;
    private final List<KnownHostEntry> entries;
    private volatile boolean refused;

    private HostKeys(Host.Ssh host, List<KnownHostEntry> entries) {
        this.host = host;
        this.entries = entries;
    }

    /**
     * Reads the file of known hosts.
     *
     * @throws ProbeException when the host is not in it
     */
    static HostKeys of(Host.Ssh host) {
        List<KnownHostEntry> entries = read(host.knownHosts()).stream()
                .filter(entry -> entry.isHostMatch(host.address(), host.port()))
                .toList();
        if (entries.stream().noneMatch(HostKeys::plain)) {
            throw new ProbeException("Did not connect to " + at(host) + ": its key is not in " + host.knownHosts()
                    + ". Compare the key on the host itself with what ssh-keyscan prints, then add that line.");
        }
        return new HostKeys(host, entries);
    }

    private static List<KnownHostEntry> read(String file) {
        try {
            return KnownHostEntry.readKnownHostEntries(Path.of(file));
        } catch (IOException | RuntimeException e) {
            throw new ProbeException(
                    "Could not read the known hosts in " + file + ". Check that the file is there, readable, and in the"
                            + " form of OpenSSH.",
                    e);
        }
    }

    /** Of the algorithms those first that fit the keys which are known: a server may have more keys than are. */
    String preferred(String algorithms) {
        Set<String> known =
                entries.stream().map(entry -> entry.getKeyEntry().getKeyType()).collect(Collectors.toSet());
        List<String> all = List.of(algorithms.split(","));
        var ordered = new LinkedHashSet<>(all.stream()
                .filter(one -> known.contains(KeyUtils.getCanonicalKeyType(one)))
                .toList());
        ordered.addAll(all);
        return String.join(",", ordered);
    }

    /** Whether the host may be trusted to be itself. */
    boolean accept(PublicKey key) {
        boolean known = entries.stream().anyMatch(entry -> plain(entry) && is(entry, key));
        boolean revoked = entries.stream().anyMatch(entry -> REVOKED.equals(entry.getMarker()) && is(entry, key));
        refused = !known || revoked;
        return !refused;
    }

    /** The sentence for a key that was refused. */
    ProbeException refusal(Throwable cause) {
        return new ProbeException(
                "Refused " + at(host) + ": its key is not the one in " + host.knownHosts()
                        + ". Somebody may be in between, or the host was set up anew: compare the keys before you"
                        + " replace the line.",
                cause);
    }

    boolean refused() {
        return refused;
    }

    static String at(Host.Ssh host) {
        return host.user() + "@" + host.address() + (host.port() == 22 ? "" : ":" + host.port());
    }

    /** A marked line revokes a key, or names an authority, which is not supported. */
    private static boolean plain(KnownHostEntry entry) {
        return GenericUtils.isEmpty(entry.getMarker());
    }

    private static boolean is(KnownHostEntry entry, PublicKey key) {
        try {
            PublicKey known = entry.getKeyEntry().resolvePublicKey(null, PublicKeyEntryResolver.IGNORING);
            return known != null && KeyUtils.compareKeys(known, key);
        } catch (IOException | GeneralSecurityException e) {
            // A kind of key that this program does not know cannot be the one that it was shown.
            return false;
        }
    }
}
