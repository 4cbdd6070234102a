package dev.opsdeck.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How long tests wait for what they expect, where they say nothing else. Only a failure takes so long; on a machine with
 * much else to do, less would be a failure of its own.
 */
public final class Patience implements BeforeAllCallback {
    private static final Duration LONG = Duration.ofSeconds(60);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(LONG);
    }
}
