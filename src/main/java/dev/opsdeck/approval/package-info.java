/** Second persons' consent: what is required, who voted, when it ends. */
@NullMarked
package dev.opsdeck.approval;

import org.jspecify.annotations.NullMarked;
