package dev.opsdeck.systems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.opsdeck.run.Run;
import java.nio.file.Files;
import java.util.List;
import org.awaitility.Awaitility;

/** Data that is lost comes back from a backup, and a machine that is lost from what was saved of it. */
record SpherosegRecovery(Journey journey, SpherosegStandIns standIns) {
    void goThrough() throws Exception {
        stopAndStart();
        data();
        machine();
    }

    private void stopAndStart() {
        journey.carriesOut("SPH-104").succeeds();
        assertThat(List.of("backend", "ml", "frontend"))
                .allMatch(service -> !standIns.now(service).container().running());
        assertThat(SpherosegStandIns.get(standIns.site()).statusCode()).isIn(502, 504);
        Deed started = journey.carriesOut("SPH-110");
        started.succeeds();
        assertThat(standIns.now("backend").container().startedAt()).isAfter(started.sentAt());
        journey.asks("check frontend").answers("200");
    }

    private void data() {
        List<String> before = rows();
        journey.asks("backup spheroseg").succeeds();
        journey.carriesOut("SPH-109").succeeds();
        standIns.database()
                .run("delete from images where id % 2 = 0", "update images set segmentation_status = 'lost'");

        Run restored = journey.carriesOut("SPH-103").succeeds();

        assertThat(rows()).isEqualTo(before);
        assertThat(standIns.database().rows("select datname from pg_database"))
                .contains("spheroseg_before_" + restored.id());
        journey.proves("SPH-105", "SPH-106", "SPH-107", "SPH-108");
        journey.asks("check backend").answers("200");
    }

    private List<String> rows() {
        return standIns.database().rows("select id, user_id, segmentation_status from images order by id");
    }

    private void machine() throws Exception {
        journey.asks("checklist provision-server").answers("is open");
        assertThat(journey.hears(journey.channel(), "A new server · spheroseg")).contains("Check docker");

        String environment = Files.readString(standIns.home().at("config/.env.production"));
        Files.delete(standIns.home().at("config/.env.production"));
        standIns.home().losesItsCertificate();
        journey.asks("reload front").succeeds();
        // The workers that are there finish what they do before those with the new one answer.
        Awaitility.await().untilAsserted(() -> assertThat(
                        journey.asks("check certificate").answers("*Certificate*"))
                .contains("🔴"));

        Run recovered = journey.carriesOut("SPH-111")
                .ticks(People.OPERATOR)
                .ticks(People.OPERATOR)
                .ticks(People.OPERATOR)
                .ticks(People.OPERATOR)
                .decides(People.OPERATOR, "step_skip")
                .succeeds();

        assertThat(recovered.steps()).hasSizeGreaterThan(12);
        assertThat(standIns.home().at("config/.env.production")).hasContent(environment);
        assertThat(standIns.home().at("recovered/backend/version")).exists();
        assertThat(SpherosegStandIns.get(standIns.api() + "/api/version").body())
                .contains("v1.1.0");
        assertThat(journey.asks("check certificate").answers("🟢")).contains("Certificate");
        journey.proves("SPH-112", "SPH-113", "SPH-114", "SPH-115", "SPH-116", "SPH-117");
    }
}
