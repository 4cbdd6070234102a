package dev.opsdeck.systems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.run.Run;
import org.awaitility.Awaitility;

/** Scaling, database, cache and logs, as they come up. */
record SpherosegTasks(Journey journey, SpherosegStandIns standIns) {
    void goThrough() throws Exception {
        scaling();
        database();
        cache();
        logs();
    }

    private void scaling() throws Exception {
        journey.carriesOut("SPH-028").succeeds();
        assertThat(standIns.all().now("backend")).hasSize(3);
        journey.carriesOut("SPH-031").answers("3");
        journey.carriesOut("SPH-029").answers("nvidia-smi");

        // Nobody can tell how much room there is, so a person is asked.
        Deed scaled = journey.carriesOut("SPH-030");
        scaled.decides(People.OPERATOR, "step_skip").succeeds();
        assertThat(standIns.all().now("ml")).hasSize(2);
        assertThat(standIns.all().now("backend")).hasSize(3);
        journey.asks("scale ml 1").succeeds();
        journey.asks("scale backend 1").succeeds();
    }

    private void database() {
        journey.carriesOut("SPH-032").answers("done", "1000");
        journey.asks("db spheroseg \"drop table users\"").answers("cannot be asked");
        standIns.database().session("select pg_sleep(60)");
        journey.carriesOut("SPH-033").answers("pg_sleep");
        journey.carriesOut("SPH-034").answers("running-long");
        Awaitility.await().until(() -> standIns.database()
                .rows("select 1 from pg_stat_activity where state = 'active' and query like 'select pg_sleep%'"
                        + " and query_start < now() - interval '2 seconds'")
                .contains("1"));
        journey.asks("db spheroseg running-long older=1s").answers("pg_sleep");
        assertThat(journey.carriesOut("SPH-035").answers("images", "users")).contains("B");
        var vacuum = journey.carriesOut("SPH-036");
        vacuum.succeeds();
        assertThat(standIns.database()
                        .rows("select last_vacuum is not null and last_analyze is not null from pg_stat_user_tables"))
                .containsOnly("t");
    }

    private void cache() {
        redis("set", "session:1", "a");
        redis("set", "session:2", "b");
        redis("set", "other", "c");
        journey.carriesOut("SPH-037").answers("7.0");
        journey.carriesOut("SPH-038").answers("It uses");
        journey.carriesOut("SPH-039").answers("3");
        assertThat(journey.carriesOut("SPH-040").answers("session:1", "session:2"))
                .doesNotContain("other");
        journey.carriesOut("SPH-042").answers("maxmemory");
        journey.carriesOut("SPH-041").succeeds();
        assertThat(redis("dbsize")).contains("0");
    }

    private String redis(String... words) {
        String[] command = new String[words.length + 1];
        command[0] = "redis-cli";
        System.arraycopy(words, 0, command, 1, words.length);
        return standIns.redis().exec(command);
    }

    private void logs() throws Exception {
        SpherosegStandIns.get(standIns.api() + "/api/login?user=user@example.com&password=wrong");
        journey.carriesOut("SPH-043").answers("Failed login for user@example.com");
        journey.carriesOut("SPH-044").answers("segmentation ready");
        SpherosegStandIns.get(standIns.api() + "/api/fail");
        journey.carriesOut("SPH-045").answers("GET /api/fail 500");
        journey.carriesOut("SPH-046").answers("user@example.com");
        assertThat(journey.deck().slack().messages(journey.channel()).stream().map(Texts::of))
                .noneMatch(said -> said.contains("user@example.com"));
        journey.carriesOut("SPH-047").answers("comes into this channel");
        assertThat(journey.hears(journey.channel(), "logs_")).containsPattern("logs_\\d{8}_\\d{6}\\.txt");

        String before = standIns.now("backend").exec("pgrep", "-o", "-x", "node");
        Run rotated = journey.carriesOut("SPH-048").succeeds();
        assertThat(rotated.steps()).isNotEmpty();
        assertThat(standIns.now("backend").exec("ls", "/app/logs")).containsPattern("backend\\.log-\\d{8}T\\d{6}");
        SpherosegStandIns.get(standIns.api() + "/api/version");
        assertThat(standIns.now("backend").exec("cat", "/app/logs/backend.log"))
                .contains("/api/version")
                .doesNotContain("Failed login");
        assertThat(standIns.now("backend").exec("pgrep", "-o", "-x", "node")).isEqualTo(before);
    }
}
