@NullMarked
package dev.opsdeck.target.host;

import org.jspecify.annotations.NullMarked;
