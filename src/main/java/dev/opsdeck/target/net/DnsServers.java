package dev.opsdeck.target.net;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import javax.naming.Context;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;

/**
 * DNS servers.
 *
 * @param url as {@code dns://server:port}; {@code dns:} for those of this machine
 */
record DnsServers(String url) {
    static final DnsServers OF_THIS_MACHINE = new DnsServers("dns:");

    /** A server gets a quarter of the time, and when it is silent once more twice as much. */
    private static final int PART = 4;

    /**
     * All addresses of the name, IPv4 first; empty when it has none.
     *
     * @throws javax.naming.NameNotFoundException when there is no such name
     * @throws NamingException when no server answers, or the one that does cannot tell
     */
    List<String> addresses(String name, Duration patience) throws NamingException {
        DirContext context = new InitialDirContext(environment(patience));
        try {
            // One question with both kinds would ask for everything, which servers refuse.
            var found = new ArrayList<>(addresses(context, name, "A"));
            found.addAll(addresses(context, name, "AAAA"));
            return found;
        } finally {
            context.close();
        }
    }

    @SuppressWarnings("JdkObsolete")
    private Hashtable<String, String> environment(Duration patience) {
        var environment = new Hashtable<String, String>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        environment.put(Context.PROVIDER_URL, url);
        environment.put("com.sun.jndi.dns.timeout.initial", String.valueOf(Math.max(1, patience.toMillis() / PART)));
        environment.put("com.sun.jndi.dns.timeout.retries", "2");
        return environment;
    }

    // The danger of JNDI is in directories that hold objects; the context of DNS holds nothing but texts.
    @SuppressWarnings("BanJNDI")
    private static List<String> addresses(DirContext context, String name, String type) throws NamingException {
        Attribute records = context.getAttributes(name, new String[] {type}).get(type);
        if (records == null) {
            return List.of();
        }
        var found = new ArrayList<String>();
        NamingEnumeration<?> each = records.getAll();
        while (each.hasMore()) {
            found.add(InetAddress.ofLiteral(String.valueOf(each.next())).getHostAddress());
        }
        return found.stream().sorted().toList();
    }
}
