package dev.opsdeck.target.host;

import dev.opsdeck.probe.ProbeException;

/**
 * What came of a command.
 *
 * @param exitCode {@link #NOT_FOUND} when the host has no such program
 * @param errors the beginning of its standard error
 */
record HostOutput(int exitCode, String output, String errors) {
    /** By the rules of POSIX shells. */
    static final int NOT_FOUND = 127;

    /** How much of its output is taken; more is an error, because half a list could hide the worst. */
    static final int LIMIT = 1_000_000;

    static final int ERRORS = 10_000;

    /** The output of a command that went well. */
    String of(String host, HostCommand command) {
        if (exitCode == 0) {
            return output;
        }
        throw failed(host, command);
    }

    ProbeException failed(String host, HostCommand command) {
        String program = command.program();
        if (exitCode == NOT_FOUND) {
            return new ProbeException("There is no " + program + " on " + host
                    + ". Install it, or put it on the path of the account that opsdeck uses.");
        }
        String said = errors.strip().lines().findFirst().orElse("it did not say why");
        return new ProbeException(program + " on " + host + " failed with code " + exitCode + ": " + said);
    }

    static ProbeException tooMuch(String host, HostCommand command) {
        return new ProbeException(command.program() + " on " + host + " printed more than " + LIMIT / 1_000_000
                + " MB, which is not taken. Ask for less.");
    }

    static ProbeException tooSlow(String host, HostCommand command) {
        return new ProbeException(command.program() + " on " + host
                + " did not end in time and was stopped. A dead disk or network share can be why.");
    }

    static ProbeException broken(String host, HostCommand command, Throwable cause) {
        return new ProbeException(
                "The SSH connection to " + host + " broke while " + command.program()
                        + " ran. Look at the log of sshd there.",
                cause);
    }

    static ProbeException unreachable(String host) {
        return new ProbeException("No SSH connection to " + host + " came about in time. Check that the host is up.");
    }
}
