/** The audit trail: entries chained by SHA-256, which replicas cannot fork. */
@NullMarked
package dev.opsdeck.audit;

import org.jspecify.annotations.NullMarked;
