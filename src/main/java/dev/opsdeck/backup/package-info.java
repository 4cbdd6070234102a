/** Backups: how they are taken, kept, verified, deleted and restored. */
@NullMarked
package dev.opsdeck.backup;

import org.jspecify.annotations.NullMarked;
