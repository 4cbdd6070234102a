/** Kubernetes: looks at workloads, pods, their logs, events and use. Nothing here writes. */
@NullMarked
package dev.opsdeck.target.kubernetes;

import org.jspecify.annotations.NullMarked;
