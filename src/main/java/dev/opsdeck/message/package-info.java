/** What people see: cards within Slack's limits, and the outbox that remembers what Slack should look like. */
@NullMarked
package dev.opsdeck.message;

import org.jspecify.annotations.NullMarked;
