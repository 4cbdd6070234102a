package dev.opsdeck.target.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opsdeck.catalog.Queue;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Reading;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class ConsumerLagTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    static Path folder;

    private static KafkaBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = KafkaBroker.start(folder);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
            admin.createTopics(List.of(
                            new NewTopic("flights", 2, (short) 1),
                            new NewTopic("alerts", 1, (short) 1),
                            new NewTopic("live", 1, (short) 1)))
                    .all()
                    .get();
        }
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", broker.address()),
                new StringSerializer(),
                new StringSerializer())) {
            for (int i = 0; i < 10; i++) {
                producer.send(new ProducerRecord<>("flights", i < 7 ? 0 : 1, "k", "v" + i));
                producer.send(new ProducerRecord<>("live", 0, "k", "v" + i));
            }
            producer.send(new ProducerRecord<>("alerts", 0, "k", "v"));
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static Reading lag(String group, String... topics) {
        return new ConsumerLag().read(new Queue.Kafka(List.of(broker.address()), group, List.of(topics)), PATIENCE);
    }

    private static KafkaConsumer<String, String> consumer(String group) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.address(),
                        "group.id",
                        group,
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        "false"),
                new StringDeserializer(),
                new StringDeserializer());
    }

    private static void commit(String group, Map<TopicPartition, OffsetAndMetadata> read) {
        try (var consumer = consumer(group)) {
            consumer.assign(read.keySet());
            consumer.commitSync(read);
        }
    }

    @Test
    void what_a_group_has_not_read_is_summed_and_shown_worst_first() {
        commit(
                "summaries",
                Map.of(
                        new TopicPartition("flights", 0), new OffsetAndMetadata(2),
                        new TopicPartition("flights", 1), new OffsetAndMetadata(3),
                        new TopicPartition("alerts", 0), new OffsetAndMetadata(0)));

        Reading all = lag("summaries");
        Reading some = lag("summaries", "flights");

        assertThat(all.measures().getFirst().name()).isEqualTo("lag");
        assertThat(all.measures().getFirst().value()).isEqualTo(6);
        assertThat(Objects.requireNonNull(all.table()).rows())
                .containsExactly(
                        List.of("flights", "0", "5", "2", "7"),
                        List.of("alerts", "0", "1", "0", "1"),
                        List.of("flights", "1", "0", "3", "3"));
        assertThat(all.summary()).isEqualTo("Nobody reads as summaries now; 6 messages wait in 3 partitions.");
        assertThat(some.measures().getFirst().value()).isEqualTo(5);
    }

    @Test
    void a_member_that_has_committed_nothing_yet_has_everything_to_read() {
        try (var consumer = consumer("fresh")) {
            consumer.subscribe(List.of("live"));
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                consumer.poll(Duration.ofMillis(200));
                return !consumer.assignment().isEmpty();
            });

            Reading reading = lag("fresh");

            assertThat(reading.measures().getFirst().value()).isEqualTo(10);
            assertThat(reading.summary()).startsWith("1 member reads as fresh");
        }
    }

    @Test
    void a_group_that_nobody_knows_is_told() {
        assertThatThrownBy(() -> lag("mistyped"))
                .isInstanceOf(ProbeException.class)
                .hasMessageContaining("There is no consumer group mistyped");
    }

    @Test
    void brokers_that_do_not_answer_are_told_in_time() {
        var queue = new Queue.Kafka(List.of("127.0.0.1:1"), "summaries", List.of());
        assertThatThrownBy(() -> new ConsumerLag().read(queue, Duration.ofSeconds(2)))
                .isInstanceOf(ProbeException.class)
                .hasMessageContaining("127.0.0.1:1")
                .hasMessageContaining("answered in time");
    }

    @Test
    void an_address_that_is_none_is_told() {
        var queue = new Queue.Kafka(List.of("nonsense"), "summaries", List.of());
        assertThatThrownBy(() -> new ConsumerLag().read(queue, PATIENCE)).hasMessageContaining("host:port");
    }
}
