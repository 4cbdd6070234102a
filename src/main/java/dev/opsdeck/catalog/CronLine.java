package dev.opsdeck.catalog;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The text is a cron line with the five fields of crontab(5). */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface CronLine {
    /** Enough for an editor; the loader looks closer. */
    String PATTERN = "^\\s*\\S+(\\s+\\S+){4}\\s*$";
}
