@NullMarked
package dev.opsdeck.target.kubernetes;

import org.jspecify.annotations.NullMarked;
