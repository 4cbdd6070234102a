package dev.opsdeck.target;

import com.fasterxml.jackson.databind.JsonNode;
import dev.opsdeck.plan.TargetException;
import java.util.Optional;

/**
 * The image that a service is to run.
 *
 * @param reference how it is called
 * @param id the engine's id of it; empty when the engine does not have it
 */
record WantedImage(String reference, String id) {
    boolean here() {
        return !id.isEmpty();
    }

    /** What an image that is meant by its name stands for now. */
    static WantedImage named(ContainerApi api, String reference) {
        return new WantedImage(reference, id(api, reference));
    }

    /**
     * What a version of what the container runs is.
     *
     * @param version a tag, a digest or id, or a full reference
     * @throws TargetException when that is none of these, or an id that the engine does not have
     */
    static WantedImage of(ContainerApi api, ContainerJson now, String version) {
        if (version.startsWith("sha256:")) {
            return byDigest(api, now, version);
        }
        if (ImageReference.isTag(version)) {
            return named(api, current(api, now, version).tagged(version).toString());
        }
        ImageReference full = ImageReference.parse(version);
        boolean valid = (full.tag() == null || ImageReference.isTag(full.tag()))
                && (full.digest() == null || ImageReference.isDigest(full.digest()))
                && full.repository().matches("[\\w.:/-]+");
        if (!valid) {
            throw new TargetException("\"" + version + "\" is no version: give a tag such as 1.4.2, a digest"
                    + " (sha256:…) or a full image reference.");
        }
        return named(api, full.toString());
    }

    private static WantedImage byDigest(ContainerApi api, ContainerJson now, String digest) {
        Optional<JsonNode> image = api.image(digest);
        if (image.isPresent()) {
            JsonNode tags = image.get().path("RepoTags");
            String name = current(api, now, digest).repository();
            String reference = tags.valueStream()
                    .map(JsonNode::asText)
                    .filter(tag -> ImageReference.parse(tag).repository().equals(name))
                    .findFirst()
                    .orElse(name);
            return new WantedImage(reference, image.get().path("Id").asText());
        }
        if (!ImageReference.isDigest(digest)) {
            throw new TargetException("There is no image " + digest + " on the engine at "
                    + api.engine().address() + ".");
        }
        return named(api, current(api, now, digest).at(digest).toString());
    }

    /** What the container runs now, as a name and not as an id. */
    private static ImageReference current(ContainerApi api, ContainerJson now, String version) {
        String told = now.label(ContainerLabels.IMAGE).isEmpty() ? now.image() : now.label(ContainerLabels.IMAGE);
        if (!told.startsWith("sha256:") && !told.matches("[0-9a-f]{12,64}")) {
            return ImageReference.parse(told);
        }
        return api.image(now.imageId()).stream()
                .flatMap(image -> image.path("RepoTags").valueStream())
                .map(tag -> ImageReference.parse(tag.asText()))
                .filter(tag -> !tag.repository().startsWith(KeptImages.PREFIX))
                .findFirst()
                .orElseThrow(() -> new TargetException(now.name() + " was made from an image without a name, so "
                        + version + " could be a version of anything. Give a full image reference."));
    }

    private static String id(ContainerApi api, String reference) {
        return api.image(reference).map(image -> image.path("Id").asText()).orElse("");
    }
}
