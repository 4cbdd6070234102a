/** Entry point of opsdeck. */
@NullMarked
package dev.opsdeck;

import org.jspecify.annotations.NullMarked;
