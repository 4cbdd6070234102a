/** The doors to Slack: HTTP and Socket Mode in, the sender out. */
@NullMarked
package dev.opsdeck.slack;

import org.jspecify.annotations.NullMarked;
