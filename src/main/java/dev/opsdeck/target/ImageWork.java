package dev.opsdeck.target;

import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.BuildResponseItem;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.api.model.ResponseItem;
import dev.opsdeck.plan.ContainerStep;
import dev.opsdeck.plan.Outcome;
import dev.opsdeck.plan.StepControl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** Fetches and builds images through the engine, saying how far it is. */
record ImageWork(ContainerApi api, StepControl control) {
    Outcome fetch(ContainerStep.FetchImage step) {
        return done(
                step.image(),
                "The engine at " + api.engine().address() + " could not fetch " + step.image(),
                "Check the name, and that the engine reaches the registry and may log in there.",
                (ImageProgress<PullResponseItem> progress) ->
                        api.engine().pull(ImageReference.parse(step.image()), progress, step.timeout()));
    }

    /** @param folder of the catalog, where relative folders start */
    Outcome build(ContainerStep.BuildImage step, Path folder) {
        Path context = folder.resolve(step.context()).normalize();
        if (!Files.isReadable(context.resolve(step.dockerfile()))) {
            return new Outcome.Failed(
                    "There is no " + step.dockerfile() + " in " + context
                            + " that opsdeck may read. Correct the service's build in the catalog.",
                    false);
        }
        return done(
                step.image(),
                "The build of " + step.image() + " failed",
                "Its output says more.",
                (ImageProgress<BuildResponseItem> progress) -> api.engine().build(context, step, progress));
    }

    private <T extends ResponseItem> Outcome done(
            String image, String failed, String advice, Consumer<ImageProgress<T>> work) {
        var progress = new ImageProgress<T>(control);
        try {
            work.accept(progress);
        } catch (DockerException e) {
            return failed(failed, EngineCall.refusal(e), advice);
        } catch (DockerClientException e) {
            return failed(failed, LogLines.clean(String.valueOf(e.getMessage())), advice);
        } catch (EngineUnreachable e) {
            return failed(failed, String.valueOf(e.getMessage()), advice);
        }
        if (progress.cancelled()) {
            return new Outcome.Interrupted("Stopped before " + image + " was ready; nothing runs on it.");
        }
        String error = progress.error();
        if (error != null) {
            return failed(failed, error, advice);
        }
        return progress.succeeded() ? made(image) : failed(failed, "the engine ended before it was done", advice);
    }

    private static Outcome failed(String what, String why, String advice) {
        return new Outcome.Failed(what + ": " + why + (why.endsWith(".") ? " " : ". ") + advice, false);
    }

    private Outcome made(String image) {
        return api.image(image)
                .map(found -> found.path("Id").asText())
                .<Outcome>map(id -> new Outcome.Done(image + " is " + id, Map.of("image", id)))
                .orElseGet(() -> new Outcome.Failed(
                        "The engine said that it is done, but there is no image " + image + ".", true));
    }
}
