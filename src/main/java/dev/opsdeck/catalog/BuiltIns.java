package dev.opsdeck.catalog;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Settings that exist without being set: {@code JAVA}, the program that runs opsdeck, and {@code OPSDECK_CLASSPATH},
 * where opsdeck's own classes are. The environment goes before them.
 */
final class BuiltIns {
    private BuiltIns() {}

    static Map<String, String> ofThisProcess() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Map.of("JAVA", java, "OPSDECK_CLASSPATH", absolute(System.getProperty("java.class.path", "")));
    }

    /** A process may be started in another folder, where a relative entry would mean something else. */
    private static String absolute(String classPath) {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(classPath)
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
