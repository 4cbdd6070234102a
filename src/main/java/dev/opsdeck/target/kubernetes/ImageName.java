package dev.opsdeck.target.kubernetes;

/** References of images, as Docker and Kubernetes write them. */
final class ImageName {
    private ImageName() {}

    /**
     * The image in another version.
     *
     * @param version a tag, a digest ({@code sha256:…}) or a full reference
     */
    static String at(String image, String version) {
        if (version.contains("/") || version.contains("@")) {
            return version;
        }
        if (version.startsWith("sha256:")) {
            return repository(image) + "@" + version;
        }
        return version.contains(":") ? version : repository(image) + ":" + version;
    }

    /** Without tag and digest; a colon before the last slash is that of a registry's port. */
    private static String repository(String image) {
        String named = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
        int colon = named.lastIndexOf(':');
        return colon > named.lastIndexOf('/') ? named.substring(0, colon) : named;
    }
}
