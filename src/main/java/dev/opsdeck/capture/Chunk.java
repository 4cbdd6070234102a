package dev.opsdeck.capture;

import com.github.luben.zstd.Zstd;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Lines packed together: each is its mark, its text and a line end, in UTF-8 under zstd. */
final class Chunk {
    /** Of a chunk before it is packed, in bytes. */
    static final int LARGEST = 256 * 1024;

    /** Fast; logs shrink to a tenth with it. */
    private static final int LEVEL = 3;

    private Chunk() {}

    static byte[] pack(CharSequence lines) {
        return Zstd.compress(lines.toString().getBytes(StandardCharsets.UTF_8), LEVEL);
    }

    static List<CapturedLine> unpack(byte[] content, long firstLine) {
        String text = new String(
                Zstd.decompress(content, Math.toIntExact(Zstd.getFrameContentSize(content))), StandardCharsets.UTF_8);
        var lines = new ArrayList<CapturedLine>();
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            lines.add(new CapturedLine(firstLine + lines.size(), text.charAt(at), text.substring(at + 1, end)));
            at = end + 1;
        }
        return lines;
    }
}
