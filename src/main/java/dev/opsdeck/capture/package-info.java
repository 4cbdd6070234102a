/** Outputs that were fetched once: stored masked and packed, read page by page, filtered and exported. */
@NullMarked
package dev.opsdeck.capture;

import org.jspecify.annotations.NullMarked;
