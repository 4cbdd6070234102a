package dev.opsdeck.catalog;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A name that people type in commands: it must not need quotes and must not contain a slash. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Name {
    /** What such a name looks like. */
    String PATTERN = "^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$";
}
