package dev.opsdeck.slack;

import static dev.opsdeck.slack.UnreadableException.required;

import com.slack.api.app_backend.events.payload.EventsApiPayload;
import com.slack.api.methods.MethodsClient;
import com.slack.api.model.event.AppHomeOpenedEvent;
import dev.opsdeck.flow.HomeScreens;
import dev.opsdeck.flow.Intake;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The app's home tab, drawn when somebody opens it and when something on it was clicked. */
@Singleton
final class HomeTab implements HomeScreens {
    private static final Logger LOG = LoggerFactory.getLogger(HomeTab.class);

    private final Intake intake;
    private final MethodsClient slack;
    private final Executor threads;

    HomeTab(Intake intake, MethodsClient slack, @Named(TaskExecutors.BLOCKING) Executor threads) {
        this.intake = intake;
        this.slack = slack;
        this.threads = threads;
    }

    void opened(EventsApiPayload<AppHomeOpenedEvent> payload) {
        String user = required(payload.getEvent().getUser(), "user");
        if ("home".equals(payload.getEvent().getTab())) {
            threads.execute(() -> intake.homeOpened(user));
            redraw(user);
        }
    }

    /** Shows what it should show by now, soon. Failing that it stays as it was. */
    @Override
    public void redraw(String user) {
        threads.execute(() -> publish(user));
    }

    private void publish(String user) {
        try {
            var home = intake.home(user);
            var published = Patience.call(
                    () -> slack.viewsPublish(request -> request.userId(user).view(home.view())));
            if (!published.isOk()) {
                LOG.warn("The home tab of {} was not drawn: {}", user, published.getError());
            }
        } catch (Exception e) {
            LOG.warn("The home tab of {} was not drawn", user, e);
        }
    }
}
