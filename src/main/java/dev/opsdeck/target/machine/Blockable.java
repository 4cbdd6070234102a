package dev.opsdeck.target.machine;

import dev.opsdeck.plan.TargetException;
import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An address or a range, IPv4 or IPv6, in the one form that a web server and people compare. */
record Blockable(IPAddress address) {
    private static final IPAddressStringParameters STRICT = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowSingleSegment(false)
            .allowPrefixOnly(false)
            .allowMask(false)
            .setRangeOptions(RangeParameters.NO_RANGE)
            .getIPv4AddressParametersBuilder()
            .allow_inet_aton(false)
            .allowLeadingZeros(false)
            .getParentBuilder()
            .getIPv6AddressParametersBuilder()
            .allowZone(false)
            .allowBase85(false)
            .getParentBuilder()
            .toParams();

    /** What is no address of somebody on the internet (RFC 6890, RFC 4193, RFC 4291). */
    private static final List<IPAddress> INTERNAL = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.168.0.0/16",
                    "224.0.0.0/3",
                    "::/127",
                    "::ffff:0:0/96",
                    "fc00::/7",
                    "fe80::/10",
                    "ff00::/8")
            .map(range -> parse(range).address())
            .toList();

    /** A range that holds more than this shuts out whole countries. */
    private static final int WIDEST_4 = 12;

    private static final int WIDEST_6 = 24;

    /** @throws TargetException when it is neither an address nor a range */
    static Blockable parse(String typed) {
        IPAddress address = new IPAddressString(typed.strip(), STRICT).getAddress();
        if (address == null) {
            throw new TargetException("\"" + typed + "\" is no address. Write one such as 203.0.113.9 or 2001:db8::7, or"
                    + " a range such as 203.0.113.0/24.");
        }
        return new Blockable(address.isPrefixed() ? address.toPrefixBlock() : address);
    }

    /** {@code 203.0.113.9}, {@code 203.0.113.0/24}, {@code 2001:db8::/48}. */
    String text() {
        boolean one = address.isPrefixed() && address.getNetworkPrefixLength() == address.getBitCount();
        return (one ? address.withoutPrefixLength() : address).toCanonicalString();
    }

    /** Why it should not be blocked, if so. */
    Optional<String> objection(List<String> neverBlock) {
        return within(INTERNAL, "it is not an address of the internet: everybody may be behind it, as behind a proxy")
                .or(() -> within(addresses(neverBlock), "the catalog says that it is never to be blocked"))
                .or(() -> within(own(), "it is an address of the machine that opsdeck runs on"))
                .or(this::tooWide);
    }

    private Optional<String> within(List<IPAddress> ranges, String why) {
        return ranges.stream()
                .filter(range -> range.getIPVersion() == address.getIPVersion())
                .filter(range -> range.contains(address) || address.contains(range))
                .findFirst()
                .map(range -> why + " (" + range.toCanonicalString() + ")");
    }

    private Optional<String> tooWide() {
        Integer prefix = address.getNetworkPrefixLength();
        return prefix != null && prefix < (address.isIPv4() ? WIDEST_4 : WIDEST_6)
                ? Optional.of("it is a large part of the internet")
                : Optional.empty();
    }

    private static List<IPAddress> addresses(List<String> written) {
        return written.stream().map(range -> parse(range).address()).toList();
    }

    private static List<IPAddress> own() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(each -> each.getInterfaceAddresses().stream())
                    .map(InterfaceAddress::getAddress)
                    .map(own -> parse(own.getHostAddress().split("%", 2)[0]).address())
                    .toList();
        } catch (SocketException cannotTell) {
            return List.of();
        }
    }
}
