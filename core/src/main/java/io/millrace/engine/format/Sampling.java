package io.millrace.engine.format;

import io.millrace.spi.option.Options;
import java.util.SplittableRandom;

/** Chooses the records that schema inference looks at, by the option {@code samplingRatio}; the same ones each time. */
public final class Sampling {
    private final double ratio;
    private final SplittableRandom random = new SplittableRandom(1);

    public Sampling(Options options) {
        ratio = options.get("samplingRatio").map(text -> parse(options, text)).orElse(1.0);
    }

    private static double parse(Options options, String text) {
        try {
            double value = Double.parseDouble(text);
            if (value > 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw options.invalid("samplingRatio", "a number above 0");
        }
        throw options.invalid("samplingRatio", "a number above 0");
    }

    /** Whether to look at the next record. */
    public boolean takesNext() {
        return ratio >= 1 || random.nextDouble() < ratio;
    }
}
