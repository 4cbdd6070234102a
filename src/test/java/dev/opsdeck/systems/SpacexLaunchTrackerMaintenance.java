package dev.opsdeck.systems;

import static dev.opsdeck.systems.SpacexLaunchTrackerDeployment.notes;
import static org.assertj.core.api.Assertions.assertThat;

/** The section about daily, weekly, monthly and quarterly maintenance. */
record SpacexLaunchTrackerMaintenance(
        Journey journey, SpacexLaunchTrackerServer server, SpacexLaunchTrackerPackages packages) {
    void go() {
        daily();
        weekly();
        monthly();
        window();
    }

    private void daily() {
        journey.carriesOut("SPX-034").answers("Daily maintenance");
        journey.carriesOut("SPX-037").answers("spacex_launches-");
    }

    private void weekly() {
        journey.carriesOut("SPX-038").answers("Weekly maintenance");
        assertThat(packages.version()).isEqualTo("1.0");
        journey.carriesOut("SPX-039").decides(People.LEAD, "step_approve").succeeds();
        assertThat(packages.version()).isEqualTo("2.0");
        journey.carriesOut("SPX-040").answers("Plan for prune", "nothing was run");
        journey.carriesOut("SPX-041").succeeds();
        assertThat(notes(journey.carriesOut("SPX-042").succeeds())).contains("rows of ");
    }

    private void monthly() {
        journey.carriesOut("SPX-043").answers("Monthly maintenance");
        journey.carriesOut("SPX-044").succeeds();
        assertThat(server.sql(
                        "select count(*) from pg_stat_user_tables where last_analyze > now() - interval '1 minute'"))
                .isNotEqualTo("0");
        journey.carriesOut("SPX-045").succeeds();
        assertThat(server.sql(
                        "select count(*) from pg_stat_user_tables where last_vacuum > now() - interval '1 minute'"))
                .isNotEqualTo("0");
        assertThat(notes(journey.carriesOut("SPX-046").succeeds())).contains("0 findings");
        journey.carriesOut("SPX-047").succeeds();
        assertThat(server.sql("select count(*) from pg_indexes where indexname = 'launches_by_status'"))
                .isEqualTo("1");
        journey.carriesOut("SPX-048").succeeds();
        journey.carriesOut("SPX-049").answers("Quarterly maintenance");
    }

    private void window() {
        journey.asks(People.LEAD, "maintenance start --emergency=\"new disk\" --for=1h")
                .answers("has begun");
        journey.hears("spacex-incidents", "new disk");
        journey.asks(People.LEAD, "maintenance end").answers("is over");
    }
}
