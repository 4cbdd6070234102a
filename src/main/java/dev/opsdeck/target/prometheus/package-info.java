/** Prometheus and Alertmanager, asked with GET only. */
@NullMarked
package dev.opsdeck.target.prometheus;

import org.jspecify.annotations.NullMarked;
