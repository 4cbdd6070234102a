package dev.opsdeck.systems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.run.Run;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;

/** What to do when the cache, the background tasks or the pages fail; each is made to happen first. */
record SpacexLaunchTrackerMoreTroubles(Journey journey, SpacexLaunchTrackerServer server) {
    void go() {
        cache();
        redis();
        tasks();
        pages();
    }

    /** Misses without end, and keys in the cache that are wrong. */
    private void cache() {
        server.redis("CONFIG", "RESETSTAT");
        for (int miss = 0; miss < 30; miss++) {
            server.redis("GET", "cache:nothing");
        }
        server.redis("SET", "cache:launches", "{\"upcoming\":-1}");
        server.redis("SET", "cache:old", "left behind");
        server.redis("SET", "session:1", "kept");

        journey.carriesOut("SPX-063").answers("Hit rate of the cache", "%", "Run clear-cache");
        journey.carriesOut("SPX-065").answers("memory");
        journey.carriesOut("SPX-066").answers("lookups", "hits");
        journey.carriesOut("SPX-068").succeeds();

        assertThat(server.redis("EXISTS", "cache:old")).isEqualTo("0");
        // The monitor of the API may have asked meanwhile and so filled it anew.
        assertThat(server.redis("GET", "cache:launches")).doesNotContain("-1");
        assertThat(server.redis("GET", "session:1")).isEqualTo("kept");
        journey.hears(journey.channel(), "The cache was cleared.");
        journey.proves("SPX-033");
        journey.asks("cache redis warm").succeeds();
        assertThat(server.body("/api/launches")).doesNotContain("-1");
    }

    /** What waits in the queue and who is signed in outlives the restart. */
    private void redis() {
        server.kill("redis");

        journey.carriesOut("SPX-064").answers("Redis answers");
        journey.asks("diagnose redis-cache").answers("HTTP 503", "Restart redis");
        Instant before = Instant.now();
        journey.carriesOut("SPX-067").succeeds();

        assertThat(server.startedAt("redis")).isAfter(before.minusSeconds(1));
        assertThat(server.redis("GET", "session:1")).isEqualTo("kept");
        journey.asks("check redis").answers("HTTP 200");
        journey.carriesOut("SPX-095").answers("Redis");
    }

    private void tasks() {
        server.redis("LPUSH", "celery", "{\"id\":\"t-1\",\"task\":\"fail\"}");
        journey.asks("logs celery-worker --grep=t-1 --tail=200").answers("t-1");
        server.exec("celery-worker", "touch", "/tmp/stuck");
        for (int task = 0; task < 25; task++) {
            server.redis("LPUSH", "celery", "{\"id\":\"q-" + task + "\",\"task\":\"refresh\"}");
        }
        server.redis("DEL", "celery:heartbeat");

        journey.carriesOut("SPX-069").answers("Tasks that wait", "HTTP 503", "Restart celery-worker");
        journey.carriesOut("SPX-070").answers("failed");
        // The worker may have taken one that it waited for before it got stuck.
        String waiting = server.redis("LLEN", "celery");
        assertThat(Integer.parseInt(waiting)).isBetween(21, 25);
        journey.carriesOut("SPX-071").answers(waiting + " tasks wait");
        journey.carriesOut("SPX-072").answers("t-1");
        journey.carriesOut("SPX-074").succeeds();
        assertThat(server.redis("LLEN", "celery")).isEqualTo("0");
        Instant before = Instant.now();
        journey.carriesOut("SPX-073").succeeds();

        assertThat(server.startedAt("celery-worker")).isAfter(before.minusSeconds(1));
        assertThat(server.startedAt("celery-beat")).isAfter(before.minusSeconds(1));
        journey.asks("check celery").answers("HTTP 200");
        String sources = server.sql("select count(*) from launch_sources");
        journey.carriesOut("SPX-075").succeeds();
        Awaitility.await("a scrape")
                .atMost(Duration.ofSeconds(60))
                .until(() -> !server.sql("select count(*) from launch_sources").equals(sources));
    }

    private void pages() {
        server.exec("frontend", "sh", "-c", "rm /app/public/_next/static/css/*");

        journey.carriesOut("SPX-076").answers("Start page with all that it needs", "Run rebuild-frontend");
        journey.carriesOut("SPX-077").answers("GET");
        journey.carriesOut("SPX-078").answers("test is successful");
        journey.carriesOut("SPX-079").answers("ended with code 8");
        String image = server.inspect("frontend").getImageId();
        server.changed("frontend/public/_next/static/css/3f9c1d.css", "body { margin: 3rem }\n");
        server.merged();
        journey.asks("run pull-code").succeeds();
        Run rebuilt = journey.carriesOut("SPX-081").succeeds();

        assertThat(rebuilt.steps()).isNotEmpty();
        assertThat(server.inspect("frontend").getImageId()).isNotEqualTo(image);
        journey.asks("check frontend-static").answers("ended with code 0");
        journey.carriesOut("SPX-082").succeeds();
        journey.carriesOut("SPX-083").succeeds();
        Instant before = Instant.now();
        journey.carriesOut("SPX-080").succeeds();
        assertThat(server.startedAt("frontend")).isAfter(before.minusSeconds(1));
    }
}
