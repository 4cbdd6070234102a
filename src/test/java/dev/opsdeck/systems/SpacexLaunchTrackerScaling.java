package dev.opsdeck.systems;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;

/** The section about scaling: up, out, and to a Swarm, which is an engine of its own here. */
record SpacexLaunchTrackerScaling(Journey journey, SpacexLaunchTrackerServer server, SwarmEngine swarm) {
    void go() {
        out();
        replica();
        toSwarm();
    }

    private void out() {
        journey.carriesOut("SPX-113").succeeds();
        assertThat(server.containers("backend")).hasSize(3);
        journey.carriesOut("SPX-114").succeeds();
        assertThat(server.containers("celery-worker")).hasSize(3);
        assertThat(server.containers("backend")).hasSize(3);
        journey.carriesOut("SPX-115").succeeds();
        IntStream.range(0, 24)
                .forEach(_ -> assertThat(server.status("/version")).isEqualTo(200));
        assertThat(server.exec(
                        "nginx",
                        "sh",
                        "-c",
                        "grep version /var/log/nginx/access.log | tail -24 | awk '{print $NF}' | sort -u | wc -l"))
                .isEqualTo("3");
        journey.asks("scale backend 1").succeeds();
        journey.asks("scale celery-worker 1").succeeds();
    }

    private void replica() {
        journey.carriesOut("SPX-116").succeeds();
        assertThat(server.sql("select state from pg_stat_replication")).isEqualTo("streaming");
        journey.asks("db spacex_launches replication").answers("walreceiver");

        Deed proposed = journey.asks("run propose-config file=src/database.py");
        proposed.ended();
        server.changed("src/database.py", "READ_HOST = \"postgres-replica\"\n");
        server.merged();
        proposed.ticks(People.OPERATOR).succeeds();
        journey.asks("run clear-cache").succeeds();
        assertThat(server.body("/api/launches")).contains("\"from_replica\":true");
        journey.proves("SPX-117");
    }

    private void toSwarm() {
        journey.carriesOut("SPX-118").decides(People.LEAD, "step_approve").succeeds();
        assertThat(swarm.run("docker", "node", "ls")).contains("Leader");
        journey.carriesOut("SPX-119").succeeds();
        org.awaitility.Awaitility.await("the stack")
                .atMost(java.time.Duration.ofSeconds(30))
                .until(() -> swarm.run("docker", "stack", "services", "spacex-tracker")
                        .contains("2/2"));
        journey.carriesOut("SPX-120").succeeds();
        assertThat(swarm.run("docker", "service", "inspect", "--pretty", "spacex-tracker_backend"))
                .containsPattern("Max Replicas Per Node: +2");
    }
}
