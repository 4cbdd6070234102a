@NullMarked
package dev.opsdeck.oncall;

import org.jspecify.annotations.NullMarked;
