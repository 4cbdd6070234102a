package dev.opsdeck.target;

/** Lends tests of other packages what runs programs in containers. */
public final class TestContainers {
    private TestContainers() {}

    /** On the engines that systems name themselves. */
    public static ContainerPrograms programs() {
        return new ContainerPrograms(new DockerEngines(null, null));
    }

    /** The same for containers of their own. */
    public static OneOffPrograms oneOff() {
        return new OneOffPrograms(new DockerEngines(null, null));
    }
}
