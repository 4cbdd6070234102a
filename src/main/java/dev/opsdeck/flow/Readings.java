package dev.opsdeck.flow;

import dev.opsdeck.access.Action;
import dev.opsdeck.access.Actor;
import dev.opsdeck.access.Decision;
import dev.opsdeck.access.Policy;
import dev.opsdeck.catalog.AccessRules;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.ServiceRef;
import dev.opsdeck.message.FileContents;
import dev.opsdeck.message.FileSource;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Outbox;
import dev.opsdeck.probe.ReadingStore;
import dev.opsdeck.probe.StoredReading;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Brings rows that were read into a channel as a CSV file; nothing is asked again. */
@Singleton
final class Readings implements FileContents {
    private final ReadingStore store;
    private final Outbox outbox;
    private final Policy policy;
    private final Jdbi jdbi;

    Readings(ReadingStore store, Outbox outbox, Policy policy, Jdbi jdbi) {
        this.store = store;
        this.outbox = outbox;
        this.policy = policy;
        this.jdbi = jdbi;
    }

    /** For whoever may ask the same question. */
    Reply file(Handle tx, AccessRules rules, Actor actor, Click click) {
        StoredReading reading = store.find(tx, click.value()).orElse(null);
        if (reading == null) {
            return new Reply.Private(Message.of("These rows are kept for a day and are gone. Ask again."));
        }
        ServiceRef service = reading.service() == null ? null : new ServiceRef(reading.system(), reading.service());
        var action = new Action(reading.action(), Risk.READ, reading.system(), service, click.channelName());
        if (policy.decide(rules, actor, action) instanceof Decision.Deny deny) {
            return new Reply.Private(Message.of(dev.opsdeck.message.Mrkdwn.escape(deny.reason())));
        }
        post(tx, reading, click.channel());
        return new Reply.Private(Message.of("The rows come as the file " + name(reading) + "."));
    }

    /** Posts the file once per channel, however often it is wanted. */
    void post(Handle tx, StoredReading reading, String channel) {
        outbox.file(
                tx,
                "reading:" + reading.id() + ":" + channel,
                channel,
                null,
                name(reading),
                reading.title(),
                "Rows of " + reading.title() + " as a table in CSV",
                FileSource.reading(reading.id()));
    }

    void post(String id, String channel) {
        jdbi.useTransaction(tx -> store.find(tx, id).ifPresent(reading -> post(tx, reading, channel)));
    }

    private static String name(StoredReading reading) {
        return reading.title().replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "") + ".csv";
    }

    @Override
    public boolean has(FileSource source) {
        return source.kind().equals(FileSource.READING);
    }

    @Override
    public Opened open(FileSource source) throws IOException {
        byte[] bytes = jdbi.inTransaction(tx -> store.find(tx, source.id()))
                .map(reading -> reading.csv().getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() -> new IOException("the reading " + source.id() + " is not kept any more"));
        return new Opened(bytes.length, new ByteArrayInputStream(bytes));
    }
}
