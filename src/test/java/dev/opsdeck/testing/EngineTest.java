package dev.opsdeck.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of this class, or this test, need a Docker engine. Without one they are skipped, or fail where the
 * variable {@code OPSDECK_REQUIRE_ENGINE} is set.
 *
 * <p>A parameter of type {@link Engine} is filled in; its containers are gone when the test (or, for a {@code
 * BeforeAll} method, the class) is over.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("engine")
@ExtendWith(EngineExtension.class)
public @interface EngineTest {}
