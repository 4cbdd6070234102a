package dev.opsdeck.target;

/** What Compose writes on the containers that it makes. */
final class ComposeLabels {
    static final String PROJECT = "com.docker.compose.project";
    static final String SERVICE = "com.docker.compose.service";
    static final String NUMBER = "com.docker.compose.container-number";
    /** {@code True} on containers of {@code docker compose run}, which are no copies of the service. */
    static final String ONE_OFF = "com.docker.compose.oneoff";

    private ComposeLabels() {}
}
