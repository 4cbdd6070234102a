@NullMarked
package dev.opsdeck.target.kafka;

import org.jspecify.annotations.NullMarked;
