package dev.opsdeck.systems;

import dev.opsdeck.testing.TestContainer;
import java.util.Map;
import java.util.Objects;

/**
 * A container in the place of a service, and what a test may do to it behind the product's back. The container may be
 * replaced by the product: ask {@link StandIns#now} for the one there is.
 *
 * @param ports those of this machine by those of the container
 */
record StandIn(String service, TestContainer container, Map<Integer, Integer> ports) {
    /** {@code 127.0.0.1:port} for a port of the container. */
    String address(int port) {
        return "127.0.0.1:" + Objects.requireNonNull(ports.get(port), "port " + port + " is not published");
    }

    /** {@code http://127.0.0.1:port} for a port of the container. */
    String url(int port) {
        return "http://" + address(port);
    }

    String exec(String... command) {
        return container.exec(command);
    }

    /** Lets an app fail: {@code sick}, {@code errors}, {@code broken}, or {@code slow} with seconds as its value. */
    void switchOn(String failure, String value) {
        exec("sh", "-c", "mkdir -p /switch; echo '" + value + "' >/switch/" + failure);
    }

    void switchOn(String failure) {
        switchOn(failure, "1");
    }

    void switchOff(String failure) {
        exec("rm", "-f", "/switch/" + failure);
    }
}
