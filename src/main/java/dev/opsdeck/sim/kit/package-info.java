/** Slack's Block Kit as a table of object types, and the check of messages and views against it. */
@NullMarked
package dev.opsdeck.sim.kit;

import org.jspecify.annotations.NullMarked;
