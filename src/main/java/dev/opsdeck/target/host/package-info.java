/** Hosts, this one or over SSH, looked at with a fixed set of commands. */
@NullMarked
package dev.opsdeck.target.host;

import org.jspecify.annotations.NullMarked;
