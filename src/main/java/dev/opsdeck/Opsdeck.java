package dev.opsdeck;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** The program: {@code java -jar opsdeck.jar SUB-COMMAND}. */
@Command(
        name = "opsdeck",
        description = "Runbooks as Slack commands: planned, approved, run, verified, recorded.",
        mixinStandardHelpOptions = true,
        versionProvider = Opsdeck.Version.class,
        subcommands = {
            Serve.class,
            Demo.class,
            Validate.class,
            SchemaCommand.class,
            ImportCommand.class,
            AuditCommand.class,
            Doctor.class,
            CommandLine.HelpCommand.class
        })
public final class Opsdeck implements Runnable {
    /** Exit code when a setting is missing or wrong, or the command line is. */
    static final int MISUSED = 2;

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is run
    private CommandSpec spec;

    public static void main(String[] args) {
        // Charts are drawn without a screen, whatever this machine has.
        System.setProperty("java.awt.headless", "true");
        int code = commandLine().execute(args);
        if (code != 0) {
            System.exit(code);
        }
    }

    private static CommandLine commandLine() {
        return new CommandLine(new Opsdeck()).setExecutionExceptionHandler((fault, commandLine, _) -> {
            Settings.SettingException setting = setting(fault);
            if (setting == null) {
                throw fault;
            }
            commandLine.getErr().println("opsdeck: " + setting.getMessage());
            return MISUSED;
        });
    }

    /** Without a sub-command it serves. */
    @Override
    public void run() {
        new Serve().run();
    }

    private static Settings.@org.jspecify.annotations.Nullable SettingException setting(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof Settings.SettingException setting) {
                return setting;
            }
        }
        return null;
    }

    /** The version that the build put into the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Opsdeck.class.getPackage().getImplementationVersion();
            return new String[] {"opsdeck " + (version == null ? "(development)" : version)};
        }
    }
}
