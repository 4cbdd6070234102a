/** Pictures of how measured values went. */
@NullMarked
package dev.opsdeck.message.chart;

import org.jspecify.annotations.NullMarked;
