package dev.opsdeck.target;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A process and all that it started, directly or not. */
final class ProcessTree {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final ProcessHandle root;
    private final Set<ProcessHandle> members = new HashSet<>();

    ProcessTree(ProcessHandle root) {
        this.root = root;
        grow();
    }

    /** Those whose parent ends are not descendants any more, so they are kept in mind. */
    private void grow() {
        members.add(root);
        List.copyOf(members).forEach(member -> member.descendants().forEach(members::add));
    }

    /**
     * Asks all to end; kills those that have not when the time is over.
     *
     * @param kill how long killed ones may take to vanish
     * @return whether none runs any more
     */
    boolean stop(Duration polite, Duration kill) {
        running().forEach(ProcessHandle::destroy);
        if (ended(polite)) {
            return true;
        }
        grow();
        running().forEach(ProcessHandle::destroyForcibly);
        return ended(kill);
    }

    private Stream<ProcessHandle> running() {
        return members.stream().filter(Liveness::runs);
    }

    private boolean ended(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (running().findAny().isPresent()) {
            if (System.nanoTime() > end) {
                return false;
            }
            // Parked, not slept: an interrupt must not end this half-way and leave a process that nobody knows of.
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        return true;
    }
}
