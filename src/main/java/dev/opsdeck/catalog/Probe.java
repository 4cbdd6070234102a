package dev.opsdeck.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A question that changes nothing, as the catalog writes it: a map with one key, which names one of these records. A
 * plain value is its first component.
 */
@Doc("A question that changes nothing: a map with one key that says what is asked.")
public sealed interface Probe
        permits StepSpec.Status,
                StepSpec.Logs,
                StepSpec.Health,
                StepSpec.Check,
                StepSpec.Disabled,
                Probe.Http,
                Probe.Tcp,
                Probe.Dns,
                Probe.Tls,
                Probe.Prometheus,
                Probe.Alerts,
                Probe.Database,
                Probe.Query,
                Probe.Cache,
                Probe.Queue,
                Probe.Disk,
                Probe.Memory,
                Probe.Load,
                Probe.Gpu,
                Probe.NewestFile,
                Probe.Git,
                Probe.Program,
                Probe.Engine,
                Probe.Stats,
                Probe.Rollout,
                Probe.Events,
                Probe.Autoscaler,
                Probe.Ran {

    /** Thresholds that the field agrees on and that hold where a check names none. */
    default Thresholds usual() {
        return Thresholds.NONE;
    }

    /**
     * Asks a URL with GET. Measures {@code latency} in ms and, with a path into the JSON body, {@code value}.
     *
     * @param contains text that the body must contain; null for any
     * @param json JSONPath of a value in the body; null for none
     * @param equalTo what the value at {@code json} must be; null for anything that is there
     */
    @Doc("Asks a URL with GET; measures latency in ms and, with json, value.")
    record Http(
            @Doc("URL that is asked.") @ShortForm @HttpUrl String url,

            @Doc("HTTP status that is right.") @Default("200") @Range(min = 100, max = 599)
            int expect,

            @Doc("Text that the body must contain.") @Nullable
            String contains,

            @Doc("JSONPath of a value in the body, such as $.status.") @Nullable
            String json,

            @Doc("What the value at json must be.") @JsonProperty("equals") @Nullable
            String equalTo)
            implements Probe {}

    /** Opens a TCP connection. Measures {@code latency} in ms. */
    @Doc("Opens a TCP connection; measures latency in ms.")
    record Tcp(@Doc("host:port.") @ShortForm String address) implements Probe {}

    /** Looks a name up. Measures {@code latency} in ms and {@code addresses}, how many there are. */
    @Doc("Looks up a name; measures latency in ms and addresses.")
    record Dns(
            @Doc("Name to look up.") @ShortForm String name,

            @Doc("An address that must be among the answers.") @Nullable
            String expect)
            implements Probe {}

    /**
     * Looks at a server's certificate: host name, chain and time. Measures {@code days} until the first certificate of
     * the chain ends.
     */
    @Doc("Looks at a server's certificate; measures days until it ends. Warning below 30 days, critical below 7.")
    record Tls(
            @Doc("host or host:port; 443 when left out.") @ShortForm
            String address,

            @Doc("Name that the certificate must be for; the host when left out.") @Nullable
            String name,

            @Doc("PEM file of the authority that signs it; the system's when left out.") @Nullable
            String authority)
            implements Probe {
        @Override
        public Thresholds usual() {
            return Thresholds.CERTIFICATE_DAYS;
        }
    }

    /** An instant query. Measures {@code value} for each series, labelled. */
    @Doc("Asks Prometheus; measures value for each series.")
    record Prometheus(@Doc("Query in PromQL.") @ShortForm String query) implements Probe {}

    /** What Alertmanager says. Measures {@code firing}; silenced ones are shown and not counted. */
    @Doc("Asks Alertmanager; measures firing.")
    record Alerts(
            @Doc("Only alerts of this severity.") @Nullable String severity,
            @Doc("Only the alert of this name.") @Nullable String name)
            implements Probe {}

    /** A question that every PostgreSQL database can answer. */
    @Doc("Asks a database what every PostgreSQL can tell.")
    record Database(
            @Doc("Database to ask.") @ShortForm @RefersTo(RefersTo.Declared.DATABASE)
            String database,

            @Doc("What to ask.") @Default("connections") DatabaseQuestion ask)
            implements Probe {}

    /** A query of the catalog. Measures the numbers of its first row, each by its column's name. */
    @Doc("Runs a query of the catalog; measures the numbers of its first row by their columns' names.")
    record Query(
            @Doc("Query to run.") @ShortForm @RefersTo(RefersTo.Declared.QUERY)
            String name,

            @Doc("Values of its parameters.") Map<String, String> with,

            @Doc("Show how PostgreSQL would run it instead of running it.") @Default("false")
            boolean explain)
            implements Probe {}

    /**
     * A question to a cache.
     *
     * @param of the pattern of {@code keys}, the key of {@code ttl} and {@code length}, the name of {@code config};
     *     null for the others
     */
    @Doc("Asks a cache.")
    record Cache(
            @Doc("Cache to ask.") @ShortForm @RefersTo(RefersTo.Declared.CACHE)
            String cache,

            @Doc("What to ask.") @Default("info") CacheQuestion ask,

            @Doc("Pattern of keys, key of ttl and length, name of config.") @Nullable
            String of)
            implements Probe {}

    /** A question to a queue. Measures {@code depth}, {@code failed} or {@code lag}. */
    @Doc("Asks a queue; measures depth, failed or lag.")
    record Queue(
            @Doc("Queue to ask.") @ShortForm @RefersTo(RefersTo.Declared.QUEUE)
            String queue,

            @Doc("What to ask; depth, or lag where the queue is Kafka's.") @Nullable
            QueueQuestion ask)
            implements Probe {}

    /** Measures {@code used} in percent and {@code free} in bytes, for the file system that holds the path. */
    @Doc("Looks at a host's disk; measures used in percent, inodes in percent and free in bytes.")
    record Disk(
            @Doc("Host; this machine when left out.") @ShortForm @RefersTo(RefersTo.Declared.HOST) @Nullable
            String host,

            @Doc("A path on the file system; all of them when left out.") @Nullable
            String path)
            implements Probe {}

    /** Measures {@code used} in percent, {@code available} in bytes and {@code swap} in percent. */
    @Doc("Looks at a host's memory; measures used in percent, available in bytes, swap in percent.")
    record Memory(
            @Doc("Host; this machine when left out.") @ShortForm @RefersTo(RefersTo.Declared.HOST) @Nullable
            String host)
            implements Probe {}

    /** Measures {@code load} per processor over one minute, and {@code load5}, {@code load15}. */
    @Doc("Looks at a host's load; measures load per processor over 1, 5 and 15 minutes.")
    record Load(
            @Doc("Host; this machine when left out.") @ShortForm @RefersTo(RefersTo.Declared.HOST) @Nullable
            String host)
            implements Probe {}

    /** Measures {@code memory} and {@code use} in percent and {@code temperature} in °C for each GPU. */
    @Doc("Looks at a host's GPUs; measures memory and use in percent and temperature in °C.")
    record Gpu(
            @Doc("Host; this machine when left out.") @ShortForm @RefersTo(RefersTo.Declared.HOST) @Nullable
            String host)
            implements Probe {}

    /** The newest file of a folder, such as a backup. Measures {@code age} in hours and {@code size} in bytes. */
    @Doc("Looks for the newest file of a folder, such as a backup; measures age in hours and size in bytes.")
    record NewestFile(
            @Doc("Host; this machine when left out.") @RefersTo(RefersTo.Declared.HOST) @Nullable
            String host,

            @Doc("Folder to look in.") @ShortForm String folder,

            @Doc("Names that count, such as *.sql.gz.") @Default("*")
            String files)
            implements Probe {}

    /** The revision of a working copy and its latest commits. Measures {@code changed}, how many files differ from it. */
    @Doc("Looks at a git working copy: revision and latest commits; measures changed files.")
    record Git(
            @Doc("Host; this machine when left out.") @RefersTo(RefersTo.Declared.HOST) @Nullable
            String host,

            @Doc("Folder of the working copy.") @ShortForm String folder,

            @Doc("How many commits to show.") @Default("5") @Range(min = 1, max = 100)
            int commits)
            implements Probe {}

    /**
     * A program of the catalog that only looks. Measures {@code value}, where {@code number} finds one, and
     * {@code seconds}, how long it took.
     *
     * @param contains what its output must contain; null for anything
     * @param lacks what its output must not contain; null for nothing
     * @param number its first group is a number in the output; null for none
     */
    @Doc("Runs a program of the catalog whose risk is read; well is what ends with code 0. Measures value, with number,"
            + " and seconds.")
    record Program(
            @Doc("One of the catalog's commands, of risk read.") @ShortForm @RefersTo(RefersTo.Declared.COMMAND)
            String command,

            @Doc("Values of its parameters.") Map<String, String> values,

            @Doc("Regular expression that its output must contain.") @Nullable
            Pattern contains,

            @Doc("Regular expression that its output must not contain.") @Nullable
            Pattern lacks,

            @Doc("Regular expression whose first group is a number in its output.") @Nullable
            Pattern number)
            implements Probe {}

    /** A question to the Docker engine of the system. */
    @Doc("Asks the system's Docker engine: health, disk, or exited containers.")
    record Engine(
            @Doc("What to ask.") @ShortForm @Default("health")
            EngineQuestion ask) implements Probe {}

    /**
     * What the instances of a service, or of all services, use. Measures {@code cpu} in percent of one processor,
     * {@code memory} in percent of the limit, {@code memory-bytes}, {@code network-in}, {@code network-out},
     * {@code disk-read} and {@code disk-write} in bytes, for each instance.
     */
    @Doc("What containers or pods use; measures cpu and memory in percent, memory-bytes, network and disk in bytes.")
    record Stats(
            @Doc("Service; all when left out.") @ShortForm @RefersTo(RefersTo.Declared.SERVICE) @Nullable
            String service)
            implements Probe {}

    /** State and history of a deployment. Measures {@code unavailable} replicas. */
    @Doc("State and history of a Kubernetes rollout; measures unavailable replicas.")
    record Rollout(
            @Doc("Service to look at.") @ShortForm @RefersTo(RefersTo.Declared.SERVICE)
            String service) implements Probe {}

    /** Warnings of the namespace. Measures {@code warnings}. */
    @Doc("Events of Kubernetes; measures warnings.")
    record Events(
            @Doc("Service; the whole namespace when left out.")
            @ShortForm
            @RefersTo(RefersTo.Declared.SERVICE)
            @Nullable
            String service)
            implements Probe {}

    /** Horizontal pod autoscalers. Measures {@code replicas} and {@code at-limit}. */
    @Doc("Autoscalers of Kubernetes; measures replicas and at-limit (1 when it cannot scale further).")
    record Autoscaler(
            @Doc("Service; all when left out.") @ShortForm @RefersTo(RefersTo.Declared.SERVICE) @Nullable
            String service)
            implements Probe {}

    /** When a runbook was last run to a good end. Measures {@code age} in hours; never at all is a failure. */
    @Doc("When a runbook was last run to a good end; measures age in hours.")
    record Ran(
            @Doc("Runbook of this system.") @ShortForm @RefersTo(RefersTo.Declared.RUNBOOK)
            String runbook) implements Probe {}
}
