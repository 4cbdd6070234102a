@NullMarked
package dev.opsdeck.capture;

import org.jspecify.annotations.NullMarked;
