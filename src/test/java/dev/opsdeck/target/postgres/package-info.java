@NullMarked
package dev.opsdeck.target.postgres;

import org.jspecify.annotations.NullMarked;
