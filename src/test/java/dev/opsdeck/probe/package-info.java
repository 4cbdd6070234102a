@NullMarked
package dev.opsdeck.probe;

import org.jspecify.annotations.NullMarked;
