package dev.opsdeck.catalog;

import org.jspecify.annotations.Nullable;

/** Something that can be backed up, by name. */
public sealed interface BackupSource permits Database, BackedUp {
    String name();

    /** When and how; null when the catalog says nothing about it. */
    @Nullable
    BackupRule backup();

    /** The rule that holds, by default that of nobody's choice. */
    default BackupRule rule() {
        BackupRule own = backup();
        return own == null ? BackupRule.USUAL : own;
    }

    /** The service that access rules go by; null for none. */
    @Nullable
    String serves();
}
