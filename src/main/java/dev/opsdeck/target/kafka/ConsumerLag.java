package dev.opsdeck.target.kafka;

import dev.opsdeck.catalog.Queue;
import dev.opsdeck.probe.Measure;
import dev.opsdeck.probe.ProbeException;
import dev.opsdeck.probe.Reading;
import dev.opsdeck.probe.Spoken;
import dev.opsdeck.probe.Table;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.ConsumerGroupState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/** What a consumer group has not read yet: the ends of its partitions less what it has committed. */
@Singleton
public final class ConsumerLag {
    private static final Duration GOODBYE = Duration.ZERO;

    ConsumerLag() {}

    /** One partition; {@code committed} is negative while the group has committed nothing there. */
    private record Partition(TopicPartition of, long committed, long end) {
        long lag() {
            return Math.max(0, end - Math.max(0, committed));
        }
    }

    /**
     * Asks for a little less than that long, so that its own reason arrives while somebody waits for it.
     *
     * @throws ProbeException when the brokers or the group cannot be asked
     */
    public Reading read(Queue.Kafka queue, Duration whole) {
        Duration patience = whole.multipliedBy(4).dividedBy(5);
        String tried = "Could not ask the brokers " + String.join(", ", queue.brokers()) + " about the group "
                + queue.group() + ": ";
        try {
            Admin admin = Admin.create(settings(queue, patience));
            try {
                return read(admin, queue, patience);
            } finally {
                admin.close(GOODBYE);
            }
        } catch (ExecutionException e) {
            throw new ProbeException(tried + reason(e.getCause()), e);
        } catch (TimeoutException e) {
            throw new ProbeException(tried + unreachable(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProbeException(tried + "nobody waited any more.", e);
        } catch (KafkaException e) {
            throw new ProbeException(
                    tried + "none of them has an address that can be used. Correct them in the"
                            + " catalog: host:port.",
                    e);
        }
    }

    private static Map<String, Object> settings(Queue.Kafka queue, Duration patience) {
        int millis = (int) patience.toMillis();
        return Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                queue.brokers(),
                AdminClientConfig.CLIENT_ID_CONFIG,
                "opsdeck",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                millis,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                millis,
                AdminClientConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG,
                2_000L,
                AdminClientConfig.AUTO_INCLUDE_JMX_REPORTER_CONFIG,
                false,
                AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG,
                false);
    }

    private static Reading read(Admin admin, Queue.Kafka queue, Duration patience)
            throws ExecutionException, InterruptedException, TimeoutException {
        long end = System.nanoTime() + patience.toNanos();
        ConsumerGroupDescription group = await(
                Objects.requireNonNull(
                        admin.describeConsumerGroups(List.of(queue.group()))
                                .describedGroups()
                                .get(queue.group()),
                        "an answer for each group asked about"),
                end);
        Map<TopicPartition, OffsetAndMetadata> committed =
                await(admin.listConsumerGroupOffsets(queue.group()).partitionsToOffsetAndMetadata(), end);
        if (group.state() == ConsumerGroupState.DEAD && committed.isEmpty()) {
            throw new ProbeException("There is no consumer group " + queue.group() + " on "
                    + String.join(", ", queue.brokers())
                    + ": nothing has ever read under that name. Check its name in the catalog.");
        }
        Map<TopicPartition, Long> read = new HashMap<>();
        committed.forEach((partition, offset) -> read.put(partition, offset == null ? -1 : offset.offset()));
        // What a member has been given and has not committed yet counts from its beginning.
        group.members().stream()
                .flatMap(member -> member.assignment().topicPartitions().stream())
                .forEach(partition -> read.putIfAbsent(partition, -1L));
        read.keySet()
                .removeIf(partition ->
                        !queue.topics().isEmpty() && !queue.topics().contains(partition.topic()));
        return reading(queue, group, partitions(admin, read, end));
    }

    private static List<Partition> partitions(Admin admin, Map<TopicPartition, Long> read, long end)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, ListOffsetsResultInfo> ends = offsets(admin, read, OffsetSpec.latest(), end);
        Map<TopicPartition, ListOffsetsResultInfo> beginnings = offsets(admin, read, OffsetSpec.earliest(), end);
        List<Partition> partitions = new ArrayList<>();
        read.forEach((partition, committed) -> {
            long first = Objects.requireNonNull(beginnings.get(partition)).offset();
            long from = committed < 0 ? first : Math.max(first, committed);
            partitions.add(new Partition(
                    partition, from, Objects.requireNonNull(ends.get(partition)).offset()));
        });
        partitions.sort(Comparator.comparingLong(Partition::lag)
                .reversed()
                .thenComparing(partition -> partition.of().toString()));
        return partitions;
    }

    private static Map<TopicPartition, ListOffsetsResultInfo> offsets(
            Admin admin, Map<TopicPartition, Long> of, OffsetSpec spec, long end)
            throws ExecutionException, InterruptedException, TimeoutException {
        return await(
                admin.listOffsets(of.keySet().stream().collect(Collectors.toMap(Function.identity(), _ -> spec)))
                        .all(),
                end);
    }

    private static <T> T await(KafkaFuture<T> future, long end)
            throws ExecutionException, InterruptedException, TimeoutException {
        return future.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private static Reading reading(Queue.Kafka queue, ConsumerGroupDescription group, List<Partition> partitions) {
        long lag = partitions.stream().mapToLong(Partition::lag).sum();
        int members = group.members().size();
        String who = members == 0
                ? "Nobody reads as " + queue.group() + " now"
                : Spoken.count(members, "member reads as ", "members read as ") + queue.group();
        String summary = who + "; " + Spoken.count(lag, "message waits", "messages wait") + " in "
                + Spoken.count(partitions.size(), "partition", "partitions") + ".";
        List<List<String>> rows = partitions.stream()
                .map(partition -> List.of(
                        partition.of().topic(),
                        String.valueOf(partition.of().partition()),
                        Spoken.count(partition.lag()),
                        Spoken.count(partition.committed()),
                        Spoken.count(partition.end())))
                .toList();
        return Reading.of(
                summary,
                List.of(Measure.of("lag", lag, null), Measure.of("members", members, null)),
                new Table(List.of("topic", "partition", "lag", "read", "end"), rows, true));
    }

    private static String reason(@org.jspecify.annotations.Nullable Throwable e) {
        return switch (e) {
            case GroupAuthorizationException _, TopicAuthorizationException _ ->
                "it is not allowed. Grant DESCRIBE on the group and its topics.";
            case org.apache.kafka.common.errors.TimeoutException _ -> unreachable();
            case null -> "no reason was given.";
            default -> e.getMessage() + ".";
        };
    }

    private static String unreachable() {
        return "none of them answered in time. Check that they run, that opsdeck may connect to them, and that the"
                + " addresses that they advertise can be reached from here.";
    }
}
