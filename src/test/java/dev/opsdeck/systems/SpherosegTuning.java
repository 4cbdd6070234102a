package dev.opsdeck.systems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.run.Run;
import java.nio.file.Files;

/** Faster, and safer: indexes, profiles, headers, the security checklist, new secrets. */
record SpherosegTuning(Journey journey, SpherosegStandIns standIns) {
    void goThrough() throws Exception {
        database();
        profiles();
        headers();
        security();
        secrets();
    }

    private void database() {
        journey.carriesOut("SPH-070").succeeds();
        journey.carriesOut("SPH-071").answers("user_id");
        journey.carriesOut("SPH-072").succeeds();
        assertThat(standIns.database()
                        .rows("select indisvalid, pg_get_indexdef(indexrelid) from pg_index"
                                + " where indexrelid = 'idx_images_user_status'::regclass"))
                .singleElement()
                .asString()
                .startsWith("t|")
                .contains("(user_id, segmentation_status) WHERE (deleted_at IS NULL)");
        journey.carriesOut("SPH-073").answers("idx_images_user_status");
    }

    private void profiles() {
        var started = standIns.now("backend").container().startedAt();
        journey.carriesOut("SPH-074").succeeds();
        assertThat(standIns.home().at("profiles")).isDirectoryContaining("glob:**/isolate-*.log");
        Run report = journey.carriesOut("SPH-075").succeeds();
        assertThat(report.output()).isTrue();
        assertThat(standIns.home().at("profiles/profile.txt"))
                .content()
                .contains("Statistical profiling result", "idle");
        journey.carriesOut("SPH-076").succeeds();
        assertThat(standIns.now("backend").container().startedAt()).isEqualTo(started);
    }

    private void headers() {
        String style = standIns.site() + "/static/css/main.css";
        assertThat(SpherosegStandIns.get(style).headers().map()).doesNotContainKey("cache-control");
        journey.carriesOut("SPH-077").succeeds();
        assertThat(SpherosegStandIns.get(style).headers().allValues("cache-control"))
                .contains("max-age=31536000", "public, immutable");
        journey.carriesOut("SPH-078").succeeds();
        assertThat(SpherosegStandIns.get(standIns.site() + "/").headers().firstValue("link"))
                .hasValueSatisfying(link -> assertThat(link).contains("main.css", "rel=preload"));
    }

    private void security() {
        SpherosegStandIns.post(standIns.site() + "/admin.php");
        journey.carriesOut("SPH-079").answers("is open");
        String list = journey.hears(journey.channel(), "Security checklist");
        assertThat(list).contains("Check security-scan");
        journey.hears(journey.channel(), "1 vulnerabilities");
        journey.hears(journey.channel(), "CRITICAL: 0");
        journey.proves("SPH-080", "SPH-081", "SPH-085");
        journey.carriesOut("SPH-082").answers("POST /admin.php");
        journey.carriesOut("SPH-083").answers("Failed login");
        journey.carriesOut("SPH-084").answers("🟢");
    }

    private void secrets() throws Exception {
        String login = standIns.api() + "/api/login?user=ada&password=right";
        String me = standIns.api() + "/api/me?user=ada&token=";
        String token = SpherosegStandIns.get(login).body();
        assertThat(SpherosegStandIns.get(me + token).statusCode()).isEqualTo(200);
        String container = standIns.now("backend").container().id();

        Run rotated = journey.carriesOut("SPH-086").succeeds();

        assertThat(SpherosegStandIns.get(me + token).statusCode()).isEqualTo(401);
        String newer = SpherosegStandIns.get(login).body();
        assertThat(SpherosegStandIns.get(me + newer).statusCode()).isEqualTo(200);
        assertThat(standIns.now("backend").container().id()).isNotEqualTo(container);
        String secret = Files.readString(standIns.home().at("config/secrets/jwt_secret"));
        assertThat(secret).hasSize(88).matches("[A-Za-z0-9_-]+");
        assertThat(standIns.home().at("config/secrets/jwt_secret.opsdeck-old")).doesNotExist();
        assertThat(rotated.steps().toString()).doesNotContain(secret);
        journey.hears(journey.channel(), "everybody has to log in again");
        journey.proves("SPH-087", "SPH-088", "SPH-089", "SPH-090", "SPH-091");
    }
}
