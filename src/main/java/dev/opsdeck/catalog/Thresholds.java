package dev.opsdeck.catalog;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** From when on a measured value is bad, by severity; null where that severity does not occur. */
public record Thresholds(
        @Nullable Threshold critical,
        @Nullable Threshold warning,
        @Nullable Threshold info) {
    public static final Thresholds NONE = new Thresholds(null, null, null);

    /** Certificates are renewed by people, who need a month; a week is the last moment. */
    static final Thresholds CERTIFICATE_DAYS = new Thresholds(
            new Threshold(Threshold.Operator.BELOW, BigDecimal.valueOf(7)),
            new Threshold(Threshold.Operator.BELOW, BigDecimal.valueOf(30)),
            null);

    public boolean isEmpty() {
        return critical == null && warning == null && info == null;
    }
}
