package dev.opsdeck.catalog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** The text of a catalog's files by their names. */
record CatalogFiles(Map<String, String> texts) {

    /** Hidden files are left out: they are an editor's, or the versions behind a mounted ConfigMap. */
    static CatalogFiles read(Path folder) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path path : entries.filter(CatalogFiles::belongs).toList()) {
                texts.put(path.getFileName().toString(), new String(Files.readAllBytes(path), StandardCharsets.UTF_8));
            }
        }
        return new CatalogFiles(texts);
    }

    private static boolean belongs(Path path) {
        String name = path.getFileName().toString();
        return !name.startsWith(".") && (name.endsWith(".yml") || name.endsWith(".yaml")) && Files.isRegularFile(path);
    }

    CatalogLoader.Result load(Function<String, Optional<String>> environment, boolean thorough) {
        Settings settings = new Settings(environment, BuiltIns.ofThisProcess());
        List<Source> sources = new ArrayList<>();
        texts.forEach((file, text) -> sources.add(YamlReader.read(file, text, settings)));
        return new CatalogReading(sources).result(checksum(), settings.secrets(), thorough);
    }

    /** SHA-256 over names and contents, lower-case hex. */
    String checksum() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            texts.forEach((file, text) -> {
                digest.update((file + "\0" + text.length() + "\0").getBytes(StandardCharsets.UTF_8));
                digest.update(text.getBytes(StandardCharsets.UTF_8));
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
