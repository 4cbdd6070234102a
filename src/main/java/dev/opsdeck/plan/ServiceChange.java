package dev.opsdeck.plan;

/** What somebody wants done to a service as a whole; its {@link Target} knows by which steps. */
public sealed interface ServiceChange {
    /** @param rolling whether each instance must be healthy before the next one goes down */
    record Restart(boolean rolling) implements ServiceChange {}

    record Start() implements ServiceChange {}

    /** @param remove whether what was stopped is removed, too; volumes stay */
    record Stop(boolean remove) implements ServiceChange {}

    /** @param replicas how many instances shall run */
    record Scale(int replicas) implements ServiceChange {}

    /** Makes the instances anew from what describes them now. */
    record Recreate() implements ServiceChange {}

    /** @param cache whether layers of earlier builds may be used */
    record Build(boolean cache) implements ServiceChange {}

    /** Builds the image, then makes the instances anew from it. */
    record Rebuild() implements ServiceChange {}

    /** Fetches the image. */
    record Pull() implements ServiceChange {}

    /**
     * Brings the instances to a version, one by one, each new one proven healthy before the next.
     *
     * @param version a tag, a digest ({@code sha256:…}) or a full reference of an image
     */
    record Deploy(String version) implements ServiceChange {}

    /**
     * Brings the instances back to an image that ran before, in the same way.
     *
     * @param image the engine's id of the image ({@code sha256:…}), a digest, or a full reference
     */
    record Return(String image) implements ServiceChange {}
}
