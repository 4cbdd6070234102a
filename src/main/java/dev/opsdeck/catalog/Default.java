package dev.opsdeck.catalog;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What holds when the key is left out. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Default {
    /** The value as it would be written in YAML; {@code {}} for a map with nothing in it. */
    String value() default "";

    /** Another key of the same map whose value holds here too. */
    String sameAs() default "";
}
