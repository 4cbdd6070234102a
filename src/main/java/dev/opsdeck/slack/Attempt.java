package dev.opsdeck.slack;

import com.slack.api.bolt.response.Response;
import dev.opsdeck.flow.Reply;
import dev.opsdeck.message.Message;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The edge towards the use cases: what fails behind it is logged under a reference, and the person gets the reference.
 */
final class Attempt {
    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    private Attempt() {}

    /** Runs a use case and answers with what it replies, with the delivery's key in the log. */
    static Response at(String delivery, Supplier<Reply> useCase, Function<Reply, Response> answer) {
        MDC.put("delivery", delivery);
        try {
            return answer.apply(reply(delivery, useCase));
        } finally {
            MDC.remove("delivery");
        }
    }

    private static Reply reply(String delivery, Supplier<Reply> useCase) {
        try {
            return useCase.get();
        } catch (UnreadableException e) {
            throw e;
        } catch (RuntimeException e) {
            return new Reply.Private(failed(delivery, e));
        }
    }

    /** Logs a failure and says so to the person. */
    static Message failed(String what, Throwable cause) {
        String reference =
                HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        LOG.error("Failed, reference {}: {}", reference, what, cause);
        return Message.of("Something went wrong here, and your request may not have been carried out. Check `/ops runs`"
                + " and try again; if it fails again, report reference `" + reference + "`.");
    }
}
