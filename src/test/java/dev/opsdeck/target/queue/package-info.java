@NullMarked
package dev.opsdeck.target.queue;

import org.jspecify.annotations.NullMarked;
