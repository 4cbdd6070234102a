/** Incidents: their course, roles, timeline, clocks, and what is learned from them. */
@NullMarked
package dev.opsdeck.incident;

import org.jspecify.annotations.NullMarked;
