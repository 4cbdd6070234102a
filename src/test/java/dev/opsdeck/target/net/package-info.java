@NullMarked
package dev.opsdeck.target.net;

import org.jspecify.annotations.NullMarked;
