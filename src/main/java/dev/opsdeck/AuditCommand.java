package dev.opsdeck;

import dev.opsdeck.audit.AuditTrail;
import dev.opsdeck.audit.Verification;
import io.micronaut.context.ApplicationContext;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code opsdeck audit verify}. */
@Command(name = "audit", description = "Works on the audit trail.", mixinStandardHelpOptions = true)
final class AuditCommand {
    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is run
    private CommandLine.Model.CommandSpec spec;

    @Command(
            name = "verify",
            description = "Walks the chain; prints the first broken link and ends with 1 if there is one.",
            mixinStandardHelpOptions = true)
    int verify() {
        PrintWriter out = spec.commandLine().getOut();
        Map<String, Object> properties = new Settings(System.getenv()).database();
        try (var context = ApplicationContext.builder()
                .banner(false)
                .properties(properties)
                .start()) {
            return report(context.getBean(AuditTrail.class).verify(), out);
        }
    }

    private static int report(Verification verification, PrintWriter out) {
        return switch (verification) {
            case Verification.Intact(long count, String head) -> {
                out.println("The audit trail is intact: " + count + " entries, the newest is " + head + ".");
                yield 0;
            }
            case Verification.Broken(long seq, String what, String expected, String found) -> {
                out.println("The audit trail is broken at entry " + seq + ". " + what);
                out.println("  expected: " + expected);
                out.println("  found:    " + found);
                yield 1;
            }
        };
    }
}
