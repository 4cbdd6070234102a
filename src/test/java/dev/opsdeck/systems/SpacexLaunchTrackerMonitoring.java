package dev.opsdeck.systems;

import static org.assertj.core.api.Assertions.assertThat;

/** What the sections about health checks, commands, metrics and alerts look at. */
record SpacexLaunchTrackerMonitoring(Journey journey, SpacexLaunchTrackerServer server) {
    void go() {
        health();
        services();
        metrics();
    }

    private void health() {
        journey.carriesOut("SPX-016").answers("nginx", "HTTP 200");
        journey.carriesOut("SPX-017").answers("HTTP 200");
        journey.carriesOut("SPX-018").answers("HTTP 200");
        journey.carriesOut("SPX-019").answers("HTTP 200");
    }

    private void services() {
        journey.carriesOut("SPX-020")
                .answers("nginx", "frontend", "backend", "postgres", "redis", "celery-worker", "celery-beat");
        journey.carriesOut("SPX-021").answers("worker ready");
        journey.carriesOut("SPX-022").answers("backend", "postgres", "%");
        journey.carriesOut("SPX-023").answers("dns ", "connect ", "first byte ", "total ", "status 200");
        journey.carriesOut("SPX-035").answers("spacex-launch-tracker");
        journey.carriesOut("SPX-036").answers("Disks", "%");
    }

    /** Requests, look-ups and tasks that there can be something to draw of. */
    private void metrics() {
        for (int request = 0; request < 8; request++) {
            assertThat(server.status("/api/launches")).isEqualTo(200);
        }
        server.redis("LPUSH", "celery", "{\"id\":\"m-1\",\"task\":\"refresh\"}");
        journey.measures("SPX-024", "api-response-time-last-1h.png");
        journey.measures("SPX-025", "db-query-time-last-1h.png");
        journey.measures("SPX-026", "cache-hit-rate-last-1h.png");
        journey.measures("SPX-027", "scraping-success-rate-last-24h.png");
        journey.measures("SPX-028", "error-rate-last-1h.png");
        journey.carriesOut("SPX-029").answers("Memory and processors of all containers", "%");
        journey.carriesOut("SPX-030").answers("Processor use of all containers", "%");
    }
}
