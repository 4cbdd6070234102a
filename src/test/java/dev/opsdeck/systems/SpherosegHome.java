package dev.opsdeck.systems;

import dev.opsdeck.testing.CertificateAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What SpherosegV4 has on its machine: a working copy with its origin, configuration, certificates, secrets. */
record SpherosegHome(Path folder) {
    private static final List<String> PARTS = List.of("backend", "ml", "frontend");
    private static final String EXECUTABLE = "rwxr-xr-x";

    static SpherosegHome in(Path folder) throws IOException, GeneralSecurityException {
        var home = new SpherosegHome(Files.createDirectories(folder));
        for (String each : List.of("backup", "logs", "profiles", "saved", "config/secrets", "config/nginx/enabled")) {
            Files.createDirectories(home.at(each));
        }
        copy(resource("nginx"), home.at("config/nginx"));
        Files.copy(home.at("config/nginx/upstreams/primary.conf"), home.at("config/nginx/upstream.conf"));
        copy(resource("watch"), home.at("watch"));
        Files.writeString(home.at("config/.env.production"), "NODE_ENV=production\n");
        Files.writeString(home.at("config/secrets/jwt_secret"), "the-first-secret-of-tokens");
        Files.writeString(home.at("config/secrets/session_secret"), "the-first-secret-of-sessions");
        home.certificates();
        home.repository();
        return home;
    }

    Path at(String path) {
        return folder.resolve(path);
    }

    String revision(String reference) {
        return git("checkout", "rev-parse", reference).strip();
    }

    /** Commits a migration as the next version, which the working copy does not have yet. */
    void releases(String version, String migration, String sql) throws IOException {
        Files.writeString(at("work/backend/migrations/" + migration + ".sql"), sql);
        Files.writeString(at("work/backend/version"), version);
        git("work", "add", "-A");
        git("work", "commit", "-qm", "Release " + version);
        git("work", "tag", version);
        git("work", "push", "-q", "origin", "main", "--tags");
    }

    /** Puts a certificate in place that nobody trusts. */
    void losesItsCertificate() throws IOException, GeneralSecurityException {
        Instant now = Instant.now();
        var signed = CertificateAuthority.selfSigned(
                "your-domain.com", now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)));
        serve(signed);
    }

    private void certificates() throws IOException, GeneralSecurityException {
        Instant now = Instant.now();
        Files.createDirectories(at("config/certificates"));
        var authority = CertificateAuthority.root("Test authority", now);
        authority.pem(folder, "authority");
        serve(authority.issue("your-domain.com", now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(90))));
    }

    private void serve(CertificateAuthority.Signed signed) throws IOException, GeneralSecurityException {
        Path certificates = at("config/certificates");
        signed.pem(certificates, "fullchain");
        Files.move(
                certificates.resolve("fullchain.key"),
                certificates.resolve("privkey.pem"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private void repository() throws IOException {
        git(".", "init", "-q", "--bare", "-b", "main", "origin.git");
        git(".", "clone", "-q", "origin.git", "work");
        git("work", "checkout", "-q", "-B", "main");
        for (String part : PARTS) {
            copy(resource(part), at("work/" + part));
        }
        try (Stream<Path> programs =
                Stream.of("work/backend/bin", "work/ml/bin").flatMap(bin -> list(at(bin)))) {
            for (Path program : programs.toList()) {
                Files.setPosixFilePermissions(program, PosixFilePermissions.fromString(EXECUTABLE));
            }
        }
        git("work", "config", "user.email", "ci@spheroseg.example");
        git("work", "config", "user.name", "CI");
        releases("v1.0.0", "002-nothing", "select 1;\n");
        git(".", "clone", "-q", "origin.git", "checkout");
    }

    private String git(String where, String... arguments) {
        try {
            Process git = new ProcessBuilder(
                            Stream.concat(Stream.of("git", "-C", at(where).toString()), Stream.of(arguments))
                                    .toList())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(git.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (!git.waitFor(30, TimeUnit.SECONDS) || git.exitValue() != 0) {
                throw new IllegalStateException("git " + List.of(arguments) + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static Path resource(String name) {
        return Path.of("src", "test", "resources", "dev", "opsdeck", "systems", "spheroseg", name);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static Stream<Path> list(Path folder) {
        try {
            return Files.list(folder);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
