package dev.opsdeck.systems;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The files of the platform's server: working copy, configuration, certificates, backups. */
final class SpotexServer {
    private final Path folder;

    SpotexServer(Path folder) throws IOException {
        this.folder = folder;
        Path limits = Files.createDirectories(folder.resolve("nginx/opsdeck"));
        Files.createDirectories(folder.resolve("backups"));
        Files.writeString(folder.resolve("nginx/nginx.conf"), StandIns.resource("spotex-nginx.conf"));
        Files.writeString(limits.resolve("deny.conf"), "");
        Files.writeString(limits.resolve("limit.conf"), "");
        Files.writeString(limits.resolve("limit-off"), "");
        Files.writeString(limits.resolve("limit-on"), "limit_req zone=each burst=2 nodelay;\nlimit_req_status 429;\n");
        Path certbot = folder.resolve("certbot");
        Files.writeString(certbot, StandIns.resource("spotex-certbot.sh"));
        assertThat(certbot.toFile().setExecutable(true)).isTrue();
        workingCopy();
        Files.writeString(
                home().resolve(".env"),
                "DB_PASSWORD=first-password\nDB_POOL_SIZE=10\nJWT_SECRET=first-jwt-secret\nAPI_KEY=first-api-key\n");
    }

    private void workingCopy() throws IOException {
        run("git", "init", "--quiet", "--bare", folder.resolve("origin.git").toString());
        run("git", "clone", "--quiet", folder.resolve("origin.git").toString(), home().toString());
        for (String version : List.of("2.3.0", "2.4.0", "2.5.0")) {
            Files.writeString(home().resolve("version"), version + "\n");
            Files.writeString(home().resolve(".gitignore"), ".env*\n");
            git("add", ".");
            git("-c", "user.name=test", "-c", "user.email=test@demo.example", "commit", "--quiet", "-m", version);
            git("tag", version);
        }
        git("branch", "-M", "main");
        git("push", "--quiet", "--tags", "origin", "main");
        git("checkout", "--quiet", "2.3.0");
    }

    /** The working copy, with the {@code .env} of the services. */
    Path home() {
        return folder.resolve("home");
    }

    Path backups() {
        return folder.resolve("backups");
    }

    String git(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", home().toString()));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new)).strip();
    }

    private static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.onExit().join().exitValue())
                    .as(String.join(" ", command) + ": " + said)
                    .isZero();
            return said;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A line of the {@code .env}. */
    String variable(String name) throws IOException {
        return Files.readAllLines(home().resolve(".env")).stream()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    Map<String, String> settings() {
        return Map.of(
                "SPOTEX_HOME", home().toString(),
                "SPOTEX_BACKUPS", backups().toString(),
                "SPOTEX_CERTBOT", folder.resolve("certbot").toString());
    }
}
