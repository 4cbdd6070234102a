package dev.opsdeck;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.Micronaut;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code opsdeck serve}: the service. */
@Command(
        name = "serve",
        description = "Runs the service (what happens without a sub-command).",
        mixinStandardHelpOptions = true)
final class Serve implements Runnable {
    @Override
    public void run() {
        start(new Settings(System.getenv()).serve());
    }

    /** Starts the service; returns when it is up. It ends with the JVM. */
    static ApplicationContext start(Map<String, Object> properties) {
        return Micronaut.build(new String[0])
                .banner(false)
                .mainClass(Opsdeck.class)
                .properties(properties)
                .start();
    }
}
