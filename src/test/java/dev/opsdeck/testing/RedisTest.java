package dev.opsdeck.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of this class start a Redis with {@link RedisServer}. Where there is none they are skipped, or fail where
 * the variable {@code OPSDECK_REQUIRE_REDIS} is set.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("redis")
@ExtendWith(RedisExtension.class)
public @interface RedisTest {}
