/** Questions that change nothing: asking them side by side, and judging the answers by the catalog's thresholds. */
@NullMarked
package dev.opsdeck.probe;

import org.jspecify.annotations.NullMarked;
