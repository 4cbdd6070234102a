package dev.opsdeck.target.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A file of nginx's deny lines; whatever else people wrote into it stays. */
record DenyLines(List<String> lines) {
    static DenyLines of(String text) {
        return new DenyLines(text.lines().toList());
    }

    boolean has(String address) {
        return lines.stream().anyMatch(line -> denies(line, address));
    }

    DenyLines with(String address, long run) {
        if (has(address)) {
            return this;
        }
        var more = new ArrayList<>(lines);
        more.add("deny " + address + "; # run " + run);
        return new DenyLines(more);
    }

    DenyLines without(String address) {
        return new DenyLines(
                lines.stream().filter(line -> !denies(line, address)).toList());
    }

    private static boolean denies(String line, String address) {
        return line.strip().matches("deny\\s+" + Pattern.quote(address) + "\\s*;.*");
    }

    String text() {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }
}
