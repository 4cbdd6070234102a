package dev.opsdeck.target.machine;

import dev.opsdeck.plan.TargetException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A git working copy. What a person typed never stands where an option could. */
record WorkingCopy(Machine machine, String folder) {
    private static final Duration FETCHING = Duration.ofMinutes(3);

    /** Where it is: the full hash of the commit. */
    String revision() {
        return revision("HEAD");
    }

    /** The branch that it is on; {@code HEAD} where it is on none. */
    String branch() {
        return text("rev-parse", "--abbrev-ref", "HEAD");
    }

    /**
     * The full hash of the commit that a name means here.
     *
     * @throws TargetException when it means none
     */
    String revision(String name) {
        Machine.Ended ended = machine.run(git("rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"));
        if (ended.exitCode() != 0) {
            throw new TargetException("There is no " + name + " in " + folder + " on " + machine.where()
                    + ". Look whether it was pushed, and where the working copy fetches from.");
        }
        return ended.text().strip();
    }

    boolean has(String name) {
        return machine.run(git("rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"))
                        .exitCode()
                == 0;
    }

    /** Files that differ from the commit and would be lost or mixed up; those that git does not know do not count. */
    List<String> changed() {
        return text("status", "--porcelain", "--untracked-files=no").lines().toList();
    }

    void fetch(String remote) {
        List<String> program = git("fetch", "--tags", "--prune", "--", remote);
        Machine.Ended ended = machine.run(program, new byte[0], FETCHING);
        if (ended.exitCode() != 0) {
            throw machine.failed(program, ended.exitCode(), ended.complaint());
        }
    }

    /** Brings it there without a branch, which nobody's later commit moves. */
    void checkOut(String revision) {
        machine.must(git("checkout", "--quiet", "--detach", revision), new byte[0]);
    }

    void checkOutBranch(String branch) {
        machine.must(git("checkout", "--quiet", branch, "--"), new byte[0]);
    }

    private String text(String... question) {
        return new String(machine.must(git(question), new byte[0]), StandardCharsets.UTF_8).strip();
    }

    /** Hooks of the working copy are not run: what happens is what was approved. */
    private List<String> git(String... arguments) {
        var program = new ArrayList<>(List.of("git", "-c", "core.hooksPath=/dev/null", "-C", folder));
        program.addAll(List.of(arguments));
        return program;
    }
}
