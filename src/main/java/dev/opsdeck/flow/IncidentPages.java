package dev.opsdeck.flow;

import dev.opsdeck.incident.Incident;
import dev.opsdeck.incident.IncidentStore;
import dev.opsdeck.incident.PageAnswers;
import dev.opsdeck.incident.Paging;
import dev.opsdeck.incident.Phase;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Who answers the page about an incident has acknowledged the incident. */
@Singleton
final class IncidentPages implements PageAnswers {
    private final IncidentStore incidents;
    private final IncidentCourse course;

    IncidentPages(IncidentStore incidents, IncidentCourse course) {
        this.incidents = incidents;
        this.course = course;
    }

    @Override
    public void acknowledged(Handle tx, String key, String user, String name) {
        Optional<Incident> incident = Paging.incidentOf(key).flatMap(number -> incidents.lock(tx, number));
        incident.filter(one -> one.phase() == Phase.DECLARED).ifPresent(one -> course.acknowledge(tx, one, user, name));
    }
}
