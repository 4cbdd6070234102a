package dev.opsdeck.target;

/** What Compose writes on the containers that it makes. */
final class ComposeLabels {
    static final String PROJECT = "com.docker.compose.project";
    static final String SERVICE = "com.docker.compose.service";
    static final String NUMBER = "com.docker.compose.container-number";
    /** The id of the image that it was made from; v2 makes it anew where that is not the service's any more. */
    static final String IMAGE = "com.docker.compose.image";
    /** {@code True} on containers of {@code docker compose run}, which are no copies of the service. */
    static final String ONE_OFF = "com.docker.compose.oneoff";

    private ComposeLabels() {}
}
