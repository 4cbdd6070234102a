package dev.opsdeck.catalog;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is looked after on hosts and inside of containers: programs, web servers, certificates, secrets, logs. */
@Doc("What is looked after on hosts and inside of containers.")
public record Upkeep(
        @Doc("Programs that people may have run, by name.") Map<String, Program> commands,
        @Doc("Web servers by name.") Map<String, WebServer> webServers,
        @Doc("Certificates that are renewed, by name.") Map<String, Certificate> certificates,
        @Doc("Secrets that are replaced, by name.") Map<String, SecretFile> secrets,
        @Doc("Logs that are rotated, by name.") Map<String, LogFiles> logs) {
    /** Nothing. */
    public static final Upkeep NONE = new Upkeep(Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

    /** Something that is in one place. */
    public interface Placed {
        String name();

        /** The host that it is on; null for none. */
        @Nullable
        String host();

        /** The service in whose container it is; null for none. With neither it is on opsdeck's own machine. */
        @Nullable
        String service();

        /** Where it is, for people. */
        default String where() {
            if (service() != null) {
                return "the container of " + service();
            }
            return host() == null ? "this machine" : host();
        }
    }

    /**
     * A program with its arguments; no shell reads them.
     *
     * @param command {@code {{name}}} stands for a parameter, and never becomes more than one argument
     * @param apart whether it gets a container of its own, made like the service's and gone afterwards
     * @param undo what takes back what it did; empty for nothing
     * @param check ends with 0 when it was done, with 1 when it was not; empty when nobody can tell
     */
    @Doc("A program with its arguments; no shell reads them. {{name}} stands for a parameter.")
    public record Program(
            @FromKey String name,
            @Doc("What people call it.") @Nullable String title,

            @Doc("Host to run it on; opsdeck's own machine when neither host nor service is given.")
            @Nullable
            @RefersTo(RefersTo.Declared.HOST)
            String host,

            @Doc("Service to run it in the container of.") @Nullable @RefersTo(RefersTo.Declared.SERVICE)
            String service,

            @Doc("In a container of its own, like the service's but without its ports, and gone afterwards.")
            @Default("false")
            boolean apart,

            @Doc("Program and arguments.") @NotEmpty List<String> command,

            @Doc("Program and arguments that take back what it did.")
            List<String> undo,

            @Doc("Program that ends with 0 when it was done, and with 1 when it was not.")
            List<String> check,

            @Doc("What it may do: read, change or destructive.") @Default("change")
            Risk risk,

            @Doc("How long it may take.") @Default("1m") Duration within,
            @Doc("What must be given to run it.") Map<String, Runbook.Parameter> parameters)
            implements Placed {
        @Override
        public String where() {
            return apart ? "a container of its own, like those of " + service : Placed.super.where();
        }
    }

    /**
     * An nginx, or what is told to read its configuration anew in the same way.
     *
     * @param test tests the configuration; empty for {@code nginx -t}
     * @param reload has it read anew; empty for {@code nginx -s reload}
     * @param deny file of deny lines that the configuration includes; null when nobody is blocked here
     * @param neverBlock addresses and ranges, such as those of proxies and of monitoring
     * @param maintenance null without such a mode
     */
    @Doc("An nginx.")
    public record WebServer(
            @FromKey String name,

            @Doc("Host that it is on; opsdeck's own machine when neither host nor service is given.")
            @Nullable
            @RefersTo(RefersTo.Declared.HOST)
            String host,

            @Doc("Service in whose container it is.") @Nullable @RefersTo(RefersTo.Declared.SERVICE)
            String service,

            @Doc("Program that tests its configuration; nginx -t when left out.")
            List<String> test,

            @Doc("Program that has it read its configuration anew; nginx -s reload when left out.")
            List<String> reload,

            @Doc("File of deny lines, which its configuration includes.") @Nullable
            String deny,

            @Doc("Addresses and ranges that are never blocked, such as those of proxies.") @OneOrMany
            List<String> neverBlock,

            @Nullable MaintenanceMode maintenance)
            implements Placed {
        /** What tests its configuration. */
        public List<String> testing() {
            return test.isEmpty() ? List.of("nginx", "-t") : test;
        }

        /** What has it read its configuration anew. */
        public List<String> reloading() {
            return reload.isEmpty() ? List.of("nginx", "-s", "reload") : reload;
        }
    }

    /**
     * How a web server is made to answer with nothing but a maintenance page.
     *
     * @param flag file that is there while the mode is on; null where {@code include} is used
     * @param include file of the configuration that holds {@code content} while it is on, and nothing else
     * @param url what must answer 503 while it is on
     */
    @Doc("How it is made to answer 503 to everybody.")
    public record MaintenanceMode(
            @Doc("File that is there while the mode is on; its configuration looks for it.") @Nullable
            String flag,

            @Doc("File of its configuration that holds the content while the mode is on.") @Nullable
            String include,

            @Doc("What the included file holds while the mode is on.") @Default("return 503;")
            String content,

            @Doc("Public URL that proves it: 503 while the mode is on.") @HttpUrl
            String url,

            @Doc("Status that it answers while the mode is off.") @Default("200") @Range(min = 200, max = 499)
            int expect) {}

    /**
     * A certificate and what renews it.
     *
     * @param renew such as {@code [certbot, renew, --cert-name, shop.example]}
     * @param webServer what has to read it anew
     * @param serves address where it is shown
     */
    @Doc("A certificate and what renews it.")
    public record Certificate(
            @FromKey String name,

            @Doc("Host that it is renewed on; opsdeck's own machine when neither host nor service is given.")
            @Nullable
            @RefersTo(RefersTo.Declared.HOST)
            String host,

            @Doc("Service to renew it in the container of.") @Nullable @RefersTo(RefersTo.Declared.SERVICE)
            String service,

            @Doc("Program and arguments that renew it.") @NotEmpty
            List<String> renew,

            @Doc("Web server that has to read it anew.") @RefersTo(RefersTo.Declared.WEB_SERVER)
            String webServer,

            @Doc("Where it is shown, host or host:port.") String serves,

            @Doc("Name that it is for; the host of serves when left out.") @Nullable
            String serverName,

            @Doc("How long renewing may take.") @Default("5m")
            Duration within)
            implements Placed {}

    /** What a new secret is made of. */
    public enum Alphabet {
        ALPHANUMERIC,
        HEX,
        /** Letters, digits, dash and underscore. */
        URL_SAFE
    }

    /** How services come to know a new secret. */
    public enum Follow {
        /** What environment files need: containers read them when they are made. */
        RECREATE,
        RESTART
    }

    /**
     * A secret in a file.
     *
     * @param key the variable in an environment file; null when the file holds nothing but the secret
     * @param services that have to come to know it, in this order
     */
    @Doc("A secret in a file.")
    public record SecretFile(
            @FromKey String name,
            @Doc("What people call it.") @Nullable String title,

            @Doc("Host that the file is on; opsdeck's own machine when left out.")
            @Nullable
            @RefersTo(RefersTo.Declared.HOST)
            String host,

            @Doc("The file: an environment file, or one that holds nothing but the secret.")
            String file,

            @Doc("Variable of the environment file; without it the file holds nothing but the secret.") @Nullable
            String key,

            @Doc("How long a new one is.") @Default("40") @Range(min = 16, max = 256)
            int length,

            @Doc("What a new one is made of: alphanumeric, hex or url-safe.") @Default("alphanumeric")
            Alphabet alphabet,

            @Doc("Services that have to come to know it, in this order.") @NotEmpty @RefersTo(RefersTo.Declared.SERVICE)
            List<String> services,

            @Doc("How they come to know it: recreate or restart.") @Default("recreate")
            Follow follow)
            implements Placed {
        @Override
        public @Nullable String service() {
            return null;
        }
    }

    /**
     * Logs that are rotated.
     *
     * @param logrotate configuration file of logrotate; null where opsdeck copies and empties the files itself
     * @param files that opsdeck copies and empties
     * @param keep how many copies of each are kept
     */
    @Doc("Logs that are rotated by logrotate, or else copied and emptied.")
    public record LogFiles(
            @FromKey String name,

            @Doc("Host that they are on; opsdeck's own machine when neither host nor service is given.")
            @Nullable
            @RefersTo(RefersTo.Declared.HOST)
            String host,

            @Doc("Service in whose container they are.") @Nullable @RefersTo(RefersTo.Declared.SERVICE)
            String service,

            @Doc("Configuration file for logrotate.") @Nullable
            String logrotate,

            @Doc("Files to copy and empty, by their whole names.") @OneOrMany
            List<String> files,

            @Doc("How many copies of each file are kept.") @Default("7") @Range(min = 1, max = 365)
            int keep)
            implements Placed {}
}
