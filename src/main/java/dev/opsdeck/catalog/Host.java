package dev.opsdeck.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A machine that is looked at.
 *
 * @param ssh how to reach it; null for the machine that opsdeck runs on
 */
@Doc("A machine that is looked at; this one when it says nothing about SSH.")
public record Host(
        @FromKey String name,
        @Doc("What people call it.") @Nullable String title,
        @Nullable Ssh ssh) {

    /**
     * How to reach a host. Only keys: a password has no place in a catalog.
     *
     * @param key file of the private key
     * @param knownHosts file in which the host's key must be
     */
    @Doc("How to reach the host over SSH, by key only.")
    public record Ssh(
            @Doc("Name or address.") String address,

            @Doc("Port.") @Default("22") @Range(min = 1, max = 65_535)
            int port,

            @Doc("Account.") String user,

            @Doc("File of the private key; without a passphrase.")
            String key,

            @Doc("File of known hosts; an unknown host is refused.")
            String knownHosts) {}
}
