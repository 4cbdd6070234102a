package dev.opsdeck.slack;

import com.slack.api.Slack;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.util.thread.ExecutorServiceProvider;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.regex.Pattern;

/** Bolt with every handler, for one workspace. */
@Factory
final class BoltApp {
    private static final Pattern ANY = Pattern.compile(".*", Pattern.DOTALL);

    @Singleton
    App app(
            Slack slack,
            SlackSettings settings,
            Commands commands,
            Clicks clicks,
            Modals modals,
            Shortcuts shortcuts,
            Events events) {
        var config = AppConfig.builder()
                .slack(slack)
                .singleTeamBotToken(settings.botToken())
                .clientId(null)
                .clientSecret(null)
                .allEventsApiAutoAckEnabled(true)
                .executorServiceProvider(new VirtualThreads())
                .build();
        // No middleware: signatures are checked on the raw bytes before Bolt sees them, and Bolt's authorization asks
        // Slack at the first request and fails when Slack does.
        var app = new App(config, List.of());
        app.command(ANY, (request, context) -> commands.handle(request));
        app.blockAction(ANY, (request, context) -> clicks.handle(request.getPayload()));
        app.blockSuggestion(ANY, (request, context) -> clicks.options(request.getPayload()));
        app.viewSubmission(ANY, (request, context) -> modals.submitted(request.getPayload()));
        app.viewClosed(ANY, (request, context) -> context.ack());
        app.globalShortcut(ANY, (request, context) -> shortcuts.global(request.getPayload()));
        app.messageShortcut(ANY, (request, context) -> shortcuts.onMessage(request.getPayload()));
        events.register(app);
        return app;
    }

    private static final class VirtualThreads implements ExecutorServiceProvider {
        @Override
        public ExecutorService createThreadPoolExecutor(String name, int size) {
            return Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name(name, 0).factory());
        }

        @Override
        public ScheduledExecutorService createThreadScheduledExecutor(String name) {
            return Executors.newScheduledThreadPool(
                    1, Thread.ofVirtual().name(name, 0).factory());
        }
    }
}
