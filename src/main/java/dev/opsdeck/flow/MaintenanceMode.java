package dev.opsdeck.flow;

import dev.opsdeck.command.Command;
import dev.opsdeck.command.Terms;
import dev.opsdeck.message.Message;
import dev.opsdeck.message.Mrkdwn;
import dev.opsdeck.routine.Window;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows users the maintenance page and takes it away again, by the runbooks that the catalog names for that. */
@Singleton
final class MaintenanceMode {
    private final RunbookRequests runbooks;

    MaintenanceMode(RunbookRequests runbooks) {
        this.runbooks = runbooks;
    }

    /**
     * Asks for the run in the name of whoever began or ended the window, with all that the rules ask for.
     *
     * @param done the answer so far
     * @param runbook null for none
     */
    Reply follow(Caller caller, Reply done, Window window, @Nullable String runbook) {
        if (runbook == null) {
            return done;
        }
        String name = window.system() + "/" + runbook;
        Request first = caller.request();
        var request = new Request(
                first.delivery() + ":mode", first.user(), first.channel(), first.channelName(), "run " + name);
        var wanted =
                new Command.Run(name, Map.of(), Terms.because("maintenance " + window.id() + ": " + window.reason()));
        return joined(done, runbooks.run(new Caller(request, caller.actor(), caller.catalog()), wanted), name);
    }

    private static Reply joined(Reply done, Reply run, String name) {
        String begun = done instanceof Reply.Private(Message message) ? message.text() : "";
        return switch (run) {
            case Reply.Private(Message message) -> new Reply.Private(Message.of(begun + "\n" + message.text()));
            case Reply.Refused(Message message) -> new Reply.Private(Message.of(begun + "\n" + message.text()));
            case Reply.PrivateLater(Message message, var _) ->
                new Reply.Private(Message.of(begun + "\n" + message.text()));
            case Reply.Open _, Reply.OpenThen _, Reply.Errors _ ->
                new Reply.Private(Message.of(begun + "\nThe runbook asks for values; type "
                        + Mrkdwn.code("/ops run " + name) + " yourself."));
            case Reply.Silent _, Reply.Replace _, Reply.ReplaceLater _ -> done;
        };
    }
}
