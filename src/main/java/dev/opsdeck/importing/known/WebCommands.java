package dev.opsdeck.importing.known;

import dev.opsdeck.catalog.Probe;
import dev.opsdeck.catalog.Risk;
import dev.opsdeck.catalog.StepSpec;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code curl}, {@code wget} and what else asks over a network. */
final class WebCommands implements Known {
    private static final Pattern TOKEN = Pattern.compile("Bearer \\$\\{?([A-Za-z_][A-Za-z0-9_]*)}?");
    private static final Pattern ADDRESS = Pattern.compile("(?:https?://)?[A-Za-z0-9.-]+(?::\\d+)?(?:/\\S*)?");

    @Override
    public Set<String> programs() {
        return Set.of(
                "curl",
                "wget",
                "http",
                "nc",
                "telnet",
                "dig",
                "nslookup",
                "host",
                "ping",
                "openssl",
                "certbot",
                "amtool");
    }

    @Override
    public Meaning read(Call call, Gathered system) {
        return switch (call.program()) {
            case "curl", "wget", "http" -> call(call, system);
            case "nc", "telnet" -> tcp(call);
            case "dig", "nslookup", "host" -> name(call);
            case "openssl" -> openssl(call, system);
            case "certbot" -> system.programs().run(call, call.has("certificates") ? Risk.READ : Risk.CHANGE, system);
            case "amtool" ->
                call.has("alert") && !call.has("add")
                        ? Meaning.asks(new Probe.Alerts(null, null))
                        : new Meaning.Unknown("opsdeck reads what Alertmanager says, and writes nothing to it.");
            default -> system.programs().run(call, Risk.READ, system);
        };
    }

    private static Meaning call(Call call, Gathered system) {
        Options options = Options.of(
                call.arguments(),
                "-X/--request",
                "-H/--header",
                "-d/--data/--data-raw/--data-binary",
                "-o/--output",
                "-w/--write-out",
                "-u/--user",
                "-m/--max-time",
                "--connect-timeout",
                "-O");
        String url = options.words().stream()
                .filter(word -> ADDRESS.matcher(word).matches())
                .findFirst()
                .orElse("");
        if (url.isEmpty()) {
            return new Meaning.Unknown("It does not say plainly which URL is called.");
        }
        String whole = url.contains("://") ? url : "http://" + url;
        String method = options.value("-X")
                .orElse(options.value("-d").isPresent() ? "POST" : "GET")
                .toUpperCase(Locale.ROOT);
        if (method.equals("POST") && options.value("-d").isEmpty() && isWarming(whole)) {
            system.data().warm(whole, token(call));
            return Meaning.does(new StepSpec.WarmCache(system.data().cache(system, null)));
        }
        boolean isLook =
                method.equals("GET") || method.equals("HEAD") || (method.equals("POST") && whole.endsWith("/health"));
        if (!isLook || options.value("-u").isPresent()) {
            return system.programs()
                    .run(call, method.equals("DELETE") ? Risk.DESTRUCTIVE : isLook ? Risk.READ : Risk.CHANGE, system);
        }
        return isUrl(whole)
                ? Meaning.asks(new Probe.Http(whole, 200, null, null, null))
                : new Meaning.Unknown("This is no URL: " + whole + ".");
    }

    private static boolean isWarming(String url) {
        return url.contains("warm") && url.contains("cache");
    }

    private static boolean isUrl(String url) {
        try {
            return URI.create(url).getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String token(Call call) {
        return call.arguments().stream()
                .map(word -> TOKEN.matcher(word.text()))
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .findFirst()
                .orElse("");
    }

    private static Meaning tcp(Call call) {
        List<String> words = Options.of(call.arguments(), "-w").words();
        return words.size() >= 2 && words.get(1).matches("\\d{1,5}")
                ? Meaning.asks(new Probe.Tcp(words.get(0) + ":" + words.get(1)))
                : new Meaning.Unknown("It does not say which port.");
    }

    private static Meaning name(Call call) {
        return Options.of(call.arguments()).words().stream()
                .filter(word -> word.contains(".") && !word.startsWith("@") && !word.startsWith("+"))
                .findFirst()
                .map(name -> Meaning.asks(new Probe.Dns(name, null)))
                .orElse(new Meaning.Unknown("It does not say which name."));
    }

    private static Meaning openssl(Call call, Gathered system) {
        Options options = Options.of(call.arguments(), "-connect", "-servername", "-in", "-showcerts");
        String address = options.value("-connect").orElse("");
        if (call.word(0).equals("s_client") && address.contains(":")) {
            String host = address.substring(0, address.indexOf(':'));
            String name =
                    options.value("-servername").filter(it -> !it.equals(host)).orElse(null);
            return Meaning.asks(new Probe.Tls(address, name, null));
        }
        return call.word(0).equals("x509") && options.value("-in").isPresent()
                ? system.programs().run(call, Folders.absolute(call), Risk.READ, system)
                : new Meaning.Unknown("opsdeck makes secrets itself: see rotate.");
    }
}
