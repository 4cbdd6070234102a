/** Doors for those who are not Slack: what alerts, and the public. */
@NullMarked
package dev.opsdeck.web;

import org.jspecify.annotations.NullMarked;
