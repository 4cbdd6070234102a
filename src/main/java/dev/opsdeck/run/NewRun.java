package dev.opsdeck.run;

import dev.opsdeck.plan.Plan;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run to be put on record.
 *
 * @param breakGlass whether it needs no approval and no leave because somebody took it upon himself
 * @param state {@link RunState#WAITING} when an approval is needed, else {@link RunState#QUEUED}
 */
public record NewRun(
        RunState state,
        String requester,
        String requesterName,
        String channel,
        String channelName,
        String commandText,
        @Nullable String reason,
        Plan plan,
        boolean breakGlass,
        Instant createdAt) {}
