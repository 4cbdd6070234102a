/** Redis, read only. */
@NullMarked
package dev.opsdeck.target.redis;

import org.jspecify.annotations.NullMarked;
