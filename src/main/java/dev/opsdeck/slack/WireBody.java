package dev.opsdeck.slack;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The body of a request as Slack sends it: UTF-8, a form or a JSON object. Bolt's parser trusts that; this does not. */
final class WireBody {
    /** Slack's own payloads stay under 20 levels. */
    private static final int DEEPEST = 100;

    private static final int LARGEST_CHECK = 4096;

    /** What Bolt's parser knows; it would log anything else whole, with the tokens that are in it. */
    private static final Set<String> TYPES = Set.of(
            "block_actions",
            "block_suggestion",
            "dialog_cancellation",
            "dialog_submission",
            "dialog_suggestion",
            "event_callback",
            "interactive_message",
            "message_action",
            "shortcut",
            "url_verification",
            "view_closed",
            "view_submission",
            "workflow_step_edit");

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(EventsController.LARGEST)
                    .build())
            .build();

    private WireBody() {}

    /**
     * The body as text that is safe to give to Bolt.
     *
     * @throws UnreadableException when it is neither a form nor a JSON object
     */
    static String read(byte[] body, @Nullable String contentType) {
        String text = decode(body);
        switch (mediaType(contentType)) {
            case "application/json" -> requireObject(text);
            case "application/x-www-form-urlencoded" -> requireForm(text);
            default -> throw new UnreadableException("neither a form nor JSON");
        }
        return text;
    }

    /** Whether it is Slack's check of the certificate, which is not signed and asks for nothing. */
    static boolean isCertificateCheck(byte[] body) {
        // Looked for first as it is, because every request comes by here.
        if (body.length > LARGEST_CHECK || !new String(body, StandardCharsets.ISO_8859_1).contains("ssl_check")) {
            return false;
        }
        try {
            Map<String, String> form = form(decode(body));
            return "1".equals(form.get("ssl_check")) && !form.containsKey("command") && !form.containsKey("payload");
        } catch (UnreadableException e) {
            return false;
        }
    }

    private static String mediaType(@Nullable String contentType) {
        return contentType == null ? "" : contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    }

    private static String decode(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableException("not UTF-8", e);
        }
    }

    private static void requireForm(String text) {
        Map<String, String> form = form(text);
        String payload = form.get("payload");
        if (payload != null) {
            requireObject(payload);
        } else if (!form.containsKey("command") && !form.containsKey("ssl_check")) {
            throw new UnreadableException("a form without a command or a payload");
        }
    }

    private static Map<String, String> form(String text) {
        var form = new HashMap<String, String>();
        try {
            for (String pair : text.split("&", -1)) {
                String[] parts = pair.split("=", 2);
                String value = parts.length == 2 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "";
                form.put(URLDecoder.decode(parts[0], StandardCharsets.UTF_8), value);
            }
        } catch (IllegalArgumentException e) {
            throw new UnreadableException("a form with a broken escape", e);
        }
        return form;
    }

    private static void requireObject(String text) {
        String type = "";
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new UnreadableException("JSON, but not an object");
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                boolean isType = parser.currentName().equals("type");
                type = parser.nextToken() == JsonToken.VALUE_STRING && isType ? parser.getText() : type;
                parser.skipChildren();
            }
            if (parser.nextToken() != null) {
                throw new UnreadableException("more after the JSON object");
            }
        } catch (IOException e) {
            throw new UnreadableException("not JSON", e);
        }
        if (!TYPES.contains(type)) {
            throw new UnreadableException("a payload of an unknown type");
        }
    }
}
