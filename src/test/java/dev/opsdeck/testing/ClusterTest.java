package dev.opsdeck.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of this class need a Kubernetes. Without one they are skipped, or fail where the variable {@code
 * OPSDECK_REQUIRE_KUBERNETES} is set.
 *
 * <p>A parameter of type {@link Cluster} is filled in; its namespace is gone when the test (or, for one that a {@code
 * BeforeAll} method has asked for, the class) is over.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("kubernetes")
@ExtendWith(ClusterExtension.class)
public @interface ClusterTest {}
