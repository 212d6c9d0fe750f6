package io.millrace.tests.spark;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * Which recorded answers are asked of Spark again in this build: by {@code -Dmillrace.replay=off|tenth|all}. A tenth,
 * the default, is another tenth every day, so an answer that was edited by hand is found within ten.
 */
public enum Replay {
    OFF,
    TENTH,
    ALL;

    private static final int PARTS = 10;

    /** Whether this build records anew what Spark answers, by {@code -Dmillrace.record}. */
    public static boolean isRecording() {
        return isSet("millrace.record");
    }

    /** Whether this build marks anew where Millrace answers otherwise than Spark, by {@code -Dmillrace.mark}. */
    public static boolean isMarking() {
        return isSet("millrace.mark");
    }

    private static boolean isSet(String property) {
        String value = System.getProperty(property);
        return value != null && !value.equals("false");
    }

    /** Whether this build is not to start Spark at all. */
    public static boolean isOff() {
        return chosen() == OFF;
    }

    private static Replay chosen() {
        return valueOf(System.getProperty("millrace.replay", "tenth").toUpperCase(Locale.ROOT));
    }

    /** Whether the answer of this number is asked again today; saying so if it cannot be. */
    public static boolean includes(int number) throws IOException, InterruptedException {
        boolean wanted = switch (chosen()) {
            case OFF -> false;
            case TENTH -> number % PARTS == LocalDate.now(ZoneOffset.UTC).toEpochDay() % PARTS;
            case ALL -> true;
        };
        return wanted && SparkProgram.isAvailable();
    }

    /** Whether tests that run Spark beside Millrace, and have no answer recorded, run in this build; for tests to assume. */
    public static boolean runsSpark() throws IOException, InterruptedException {
        return chosen() != OFF && SparkProgram.isAvailable();
    }
}
