package dev.opsdeck.target.kafka;

/** Lends tests of other packages what Kafka is asked through. */
public final class KafkaLags {
    private KafkaLags() {}

    public static ConsumerLag create() {
        return new ConsumerLag();
    }
}
