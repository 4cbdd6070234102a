package dev.opsdeck.release;

import dev.opsdeck.catalog.ServiceRef;
import java.time.Instant;

/**
 * A version of one service that was in service.
 *
 * @param id what people type: {@code rollback backend --to=12}
 * @param version what people call it: a tag, or the image's name
 * @param image how the technology knows exactly that image: what a rollback asks for
 * @param replicas how many instances ran
 * @param run the run that put it on record
 * @param deployed whether that run deployed it; else it was found running
 * @param requester Slack user id of who asked for that run
 */
public record Release(
        long id,
        ServiceRef service,
        String version,
        String image,
        int replicas,
        long run,
        boolean deployed,
        String requester,
        Instant at) {}
