@NullMarked
package dev.opsdeck.audit;

import org.jspecify.annotations.NullMarked;
