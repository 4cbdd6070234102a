package dev.opsdeck;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.exceptions.BeanInstantiationException;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.runtime.Micronaut;
import io.micronaut.runtime.exceptions.ApplicationStartupException;
import java.net.BindException;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
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
        var begun = HeadStart.with(properties);
        try {
            return micronaut(properties).singletons(begun).start();
        } catch (RuntimeException e) {
            begun.abandon();
            throw causes(e).anyMatch(BindException.class::isInstance)
                    ? new Settings.SettingException("PORT: something else listens on port "
                            + properties.get("micronaut.server.port") + " already. Stop it, or set PORT to another.")
                    : e;
        }
    }

    private static Stream<Throwable> causes(Throwable fault) {
        return Stream.iterate(fault, Objects::nonNull, Throwable::getCause);
    }

    private static Micronaut micronaut(Map<String, Object> properties) {
        Micronaut micronaut = Micronaut.build(new String[0])
                .banner(false)
                .mainClass(Opsdeck.class)
                .properties(properties)
                // Code 0 lets the exception through to the program, which tells a wrong setting in one line.
                .mapError(BeanInstantiationException.class, _ -> 0)
                .mapError(ServerStartupException.class, _ -> 0)
                .mapError(ApplicationStartupException.class, _ -> 0);
        // There is no configuration server to ask; looking for one takes a part of every start.
        micronaut.bootstrapEnvironment(false);
        return micronaut;
    }
}
