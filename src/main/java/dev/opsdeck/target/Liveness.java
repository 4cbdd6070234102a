package dev.opsdeck.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a process runs. */
final class Liveness {
    private Liveness() {}

    /** False also for one that has ended but is kept in the table because its parent never asked how. */
    static boolean runs(ProcessHandle process) {
        return process.isAlive() && !unburied(process.pid());
    }

    private static boolean unburied(long pid) {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        try {
            String text = Files.readString(stat);
            // pid (name) state …; the name may itself hold brackets and spaces: proc(5).
            char state = text.charAt(text.lastIndexOf(')') + 2);
            return state == 'Z' || state == 'X';
        } catch (IOException e) {
            // Not Linux, or it ended just now, which the next look will tell.
            return false;
        }
    }
}
