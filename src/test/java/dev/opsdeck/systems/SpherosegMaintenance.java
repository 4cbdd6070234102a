package dev.opsdeck.systems;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A window is announced, prepared, begun, used and ended; users see the maintenance page meanwhile. */
record SpherosegMaintenance(Journey journey, SpherosegStandIns standIns) {
    void goThrough() throws Exception {
        journey.asks("maintenance schedule 5h 1h too soon").answers("announced 2d ahead");
        journey.carriesOut("SPH-119").answers("is planned and announced");
        journey.hears(journey.channel(), "Maintenance of spheroseg is planned");
        journey.clock().pass(Duration.ofMinutes(49 * 60 + 10));
        prepared();
        journey.clock().pass(Duration.ofMinutes(50));
        begun();
        updated();
        ended();
    }

    private void prepared() throws Exception {
        Files.setLastModifiedTime(
                standIns.home().at("backup/last_backup_timestamp"),
                FileTime.from(journey.clock().instant()));
        journey.hears(journey.channel(), "Before maintenance · spheroseg");
        journey.carriesOut("SPH-120").answers("is open");
        for (int item = 0; item < 4; item++) {
            int left = 4 - item;
            Awaitility.await().until(() -> Stream.of(journey.hears(journey.channel(), "Before maintenance · spheroseg"))
                    .allMatch(card -> card.contains((5 - left) + " of 5 done")));
            journey.clicks(People.OPERATOR, "Before maintenance · spheroseg", "checklist_tick");
        }
        journey.hears(journey.channel(), "✅ Before maintenance · spheroseg");
    }

    private void begun() {
        journey.carriesOut("SPH-121").answers("has begun and is announced");
        Awaitility.await().until(() -> SpherosegStandIns.get(standIns.site()).statusCode() == 503);
        journey.proves("SPH-122");
        assertThat(SpherosegStandIns.get(standIns.api() + "/health").statusCode())
                .isEqualTo(200);
    }

    private void updated() throws Exception {
        standIns.home().releases("v1.2.0", "004-index", "create index images_state on images (segmentation_status);\n");
        String backend = standIns.now("backend").container().id();
        Deed update = journey.asks("run update");
        update.succeeds();
        assertThat(standIns.home().revision("HEAD")).isEqualTo(standIns.home().revision("origin/main"));
        assertThat(standIns.database().rows("select name from migrations")).contains("004-index");
        assertThat(standIns.now("backend").container().id()).isNotEqualTo(backend);
        assertThat(SpherosegStandIns.get(standIns.api() + "/api/version").body())
                .contains("v1.2.0");
        assertThat(standIns.now("ml").container().startedAt())
                .isAfter(standIns.now("backend").container().startedAt())
                .isBefore(standIns.now("frontend").container().startedAt());
        assertThat(SpherosegStandIns.get(standIns.site()).statusCode()).isEqualTo(503);
        journey.proves("SPH-123", "SPH-124", "SPH-125", "SPH-126");
    }

    private void ended() {
        journey.asks("maintenance end").answers("is over and announced");
        Awaitility.await().until(() -> SpherosegStandIns.get(standIns.site()).statusCode() == 200);
        journey.proves("SPH-127");
        journey.hears(journey.channel(), "Maintenance of spheroseg is over");
    }
}
