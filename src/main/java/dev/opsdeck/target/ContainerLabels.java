package dev.opsdeck.target;

/** What opsdeck writes on the containers that it makes. They are not copied to the next. */
final class ContainerLabels {
    static final String PREFIX = "dev.opsdeck.";
    /** The id of the container whose place it takes. */
    static final String REPLACES = PREFIX + "replaces";
    /** The id of the container that it was copied from, beside which it runs. */
    static final String LIKE = PREFIX + "like";
    /** The run that made it. */
    static final String RUN = PREFIX + "run";
    /** The step that made it: its place in the run's plan, from 0. */
    static final String STEP = PREFIX + "step";
    /** What its image is called, where it was made from an id because the name stands for another image by now. */
    static final String IMAGE = PREFIX + "image";

    private ContainerLabels() {}
}
