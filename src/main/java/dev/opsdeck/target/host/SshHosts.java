package dev.opsdeck.target.host;

import dev.opsdeck.target.program.ProgramStreams;
import dev.opsdeck.catalog.Host;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.core.CoreModuleProperties;
import org.jspecify.annotations.Nullable;

/** Runs commands over SSH; a session to a host is kept for a while, and closes when nobody uses it. */
@Singleton
final class SshHosts {
    private static final Duration IDLE = Duration.ofMinutes(2);

    private final Duration idle;
    private final Map<Host.Ssh, SshConnection> connections = new ConcurrentHashMap<>();
    private @Nullable SshClient client;

    @Inject
    SshHosts() {
        this(IDLE);
    }

    SshHosts(Duration idle) {
        this.idle = idle;
    }

    HostOutput run(Host.Ssh host, HostCommand command, Duration patience) {
        return connections
                .computeIfAbsent(host, at -> new SshConnection(at, this::client))
                .run(command, patience);
    }

    /** Runs a program that may write: begun at most once. */
    int run(Host.Ssh host, List<String> arguments, ProgramStreams streams, Duration patience) {
        return connections
                .computeIfAbsent(host, at -> new SshConnection(at, this::client))
                .run(arguments, streams, patience);
    }

    /** Started when it is first needed: most catalogs name no host. */
    private synchronized SshClient client() {
        if (client == null) {
            client = started(idle);
        }
        return client;
    }

    private static SshClient started(Duration idle) {
        SshClient client = SshClient.setUpDefaultClient();
        // Nothing of the account that opsdeck runs under counts: neither its settings, nor its keys, nor its agent.
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setAgentFactory(null);
        client.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        client.setServerKeyVerifier((session, _, key) -> keys(session).accept(key));
        client.addSessionListener(new KnownKeysFirst());
        CoreModuleProperties.IDLE_TIMEOUT.set(client, idle);
        client.start();
        return client;
    }

    private static HostKeys keys(ClientSession session) {
        return session.getConnectionContext().getAttribute(HostKeys.OF_CONNECTION);
    }

    /** Asks the server for the key that is known, where it has several. */
    private static final class KnownKeysFirst implements SessionListener {
        @Override
        public void sessionNegotiationOptionsCreated(Session session, Map<KexProposalOption, String> proposal) {
            proposal.computeIfPresent(KexProposalOption.SERVERKEYS, (_, algorithms) -> keys((ClientSession) session)
                    .preferred(algorithms));
        }
    }

    @PreDestroy
    synchronized void close() {
        connections.values().forEach(SshConnection::close);
        if (client != null) {
            client.stop();
        }
    }
}
