package dev.opsdeck.probe;

import java.util.regex.Pattern;

/**
 * A regular expression that is looked for in lines, whoever wrote it: one that would take for ever on a line is given up
 * on instead. Java's syntax.
 */
public final class Grep {
    /** Characters that are looked at for one line before it is given up on; some milliseconds. */
    private static final int MOST_LOOKS = 2_000_000;

    private static final Pattern LITERAL = Pattern.compile("[\\w \\-/:=@#%&,;!~'\"<>]*");

    private final Pattern pattern;
    private final boolean literal;

    public Grep(Pattern pattern) {
        this.pattern = pattern;
        this.literal =
                pattern.flags() == 0 && LITERAL.matcher(pattern.pattern()).matches();
    }

    public String expression() {
        return pattern.pattern();
    }

    /**
     * Whether the line contains it.
     *
     * @throws ProbeException when that takes too long to find out
     */
    public boolean finds(String line) {
        if (literal) {
            return line.contains(pattern.pattern());
        }
        try {
            return pattern.matcher(new Counted(line, new int[] {MOST_LOOKS})).find();
        } catch (TooLong | StackOverflowError e) {
            throw new ProbeException("The expression \"" + expression()
                    + "\" takes too long: it can match a line in too many ways. Take nested repetitions such as (a+)+ out of"
                    + " it.");
        }
    }

    private static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLong() {
            super(null, null, false, false);
        }
    }

    /** Counts how often the matcher looks at a character: a measure of its work that no clock distorts. */
    private record Counted(CharSequence text, int[] left) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (--left[0] < 0) {
                throw new TooLong();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(text.subSequence(start, end), left);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
