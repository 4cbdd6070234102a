package dev.opsdeck.message;

import dev.opsdeck.catalog.Severity;
import dev.opsdeck.incident.Alarm;
import dev.opsdeck.incident.Duty;
import dev.opsdeck.incident.Incident;
import dev.opsdeck.incident.PublicUpdate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that the cards of an incident show.
 *
 * @param systemTitle what people call the system
 * @param severity null when the catalog does not know it any more
 * @param severities what it could be changed to
 * @param alarms what is still to ring, soonest first
 * @param last what those who wait were told last; null for nothing yet
 * @param entries how many lines the timeline has
 */
public record IncidentView(
        Incident incident,
        String systemTitle,
        @Nullable Severity severity,
        List<String> severities,
        Map<Duty, Duty.Holder> duties,
        List<Alarm> alarms,
        @Nullable PublicUpdate last,
        int entries) {}
