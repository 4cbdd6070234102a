/** Hosts, this one or over SSH: looked at with a fixed set of commands; programs that may write only for what is planned. */
@NullMarked
package dev.opsdeck.target.host;

import org.jspecify.annotations.NullMarked;
