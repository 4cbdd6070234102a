package dev.opsdeck.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of this class, or this test, need Chromium. Without it they are skipped, or fail where the variable
 * {@code OPSDECK_REQUIRE_BROWSER} is set.
 *
 * <p>A parameter of type {@link com.microsoft.playwright.Browser} is filled in and closed with the test (or, for a
 * {@code BeforeAll} method, with the class).
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("browser")
@ExtendWith(BrowserExtension.class)
public @interface BrowserTest {}
