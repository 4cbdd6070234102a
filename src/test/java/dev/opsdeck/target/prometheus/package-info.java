@NullMarked
package dev.opsdeck.target.prometheus;

import org.jspecify.annotations.NullMarked;
