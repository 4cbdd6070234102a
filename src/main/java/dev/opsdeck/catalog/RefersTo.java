package dev.opsdeck.catalog;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The text, or each text of the list, is the name of something that the same system declares. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface RefersTo {
    Declared value();

    /** What may be named. */
    enum Declared {
        SERVICE,
        /** A service, or {@code all} for all of the system. */
        SERVICES,
        SEVERITY,
        RUNBOOK,
        /** A check, a metric, or what every system has. */
        CHECK,
        ROLE,
        DATABASE,
        CACHE,
        QUEUE,
        QUERY,
        CHECKLIST,
        HOST,
        /** A store that is declared, or the one that every system has. */
        STORE,
        /** A database, or something else that is backed up. */
        BACKUP,
        COMMAND,
        WEB_SERVER,
        CERTIFICATE,
        SECRET,
        LOG
    }
}
