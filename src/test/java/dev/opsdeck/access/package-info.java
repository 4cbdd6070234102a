@NullMarked
package dev.opsdeck.access;

import org.jspecify.annotations.NullMarked;
