/** Questions over the network: HTTP, TCP, DNS and certificates. */
@NullMarked
package dev.opsdeck.target.net;

import org.jspecify.annotations.NullMarked;
