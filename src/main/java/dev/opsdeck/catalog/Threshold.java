package dev.opsdeck.catalog;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A comparison such as {@code > 5} that a measured value meets or not. */
public record Threshold(Operator operator, BigDecimal bound) {
    static final String PATTERN = "^(>=|<=|==|!=|>|<)\\s*(-?\\d{1,18}(?:\\.\\d{1,9})?)$";
    private static final Pattern WRITTEN = Pattern.compile(PATTERN);

    /** How the value is held against the bound. */
    public enum Operator {
        ABOVE(">"),
        AT_LEAST(">="),
        BELOW("<"),
        AT_MOST("<="),
        EQUAL("=="),
        UNEQUAL("!=");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        private static Operator of(String sign) {
            for (Operator operator : values()) {
                if (operator.sign.equals(sign)) {
                    return operator;
                }
            }
            throw new IllegalArgumentException("No comparison: " + sign);
        }
    }

    /** The threshold, or empty when the text is not one. */
    public static Optional<Threshold> parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        return matcher.matches()
                ? Optional.of(new Threshold(Operator.of(matcher.group(1)), new BigDecimal(matcher.group(2))))
                : Optional.empty();
    }

    /** Whether the measured value is on the bad side. */
    public boolean isMetBy(double value) {
        if (!Double.isFinite(value)) {
            return false;
        }
        int order = BigDecimal.valueOf(value).compareTo(bound);
        return switch (operator) {
            case ABOVE -> order > 0;
            case AT_LEAST -> order >= 0;
            case BELOW -> order < 0;
            case AT_MOST -> order <= 0;
            case EQUAL -> order == 0;
            case UNEQUAL -> order != 0;
        };
    }

    @Override
    public String toString() {
        return operator.sign + " " + bound.toPlainString();
    }
}
