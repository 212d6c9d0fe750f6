package io.millrace.tests.spark;

import java.util.regex.Pattern;

/** The four substitutions that make a program for Millrace one for Spark. */
final class Port {
    private static final Pattern FUNCTION_PACKAGE = Pattern.compile("\\bio\\.millrace\\.function\\b");
    private static final Pattern ROOT_PACKAGE = Pattern.compile("\\bio\\.millrace\\.");
    private static final Pattern FUNCTIONS = Pattern.compile("\\bFunctions\\b");
    private static final Pattern SESSION = Pattern.compile("\\bSession\\b");

    private Port() {}

    static String toSpark(String source) {
        // The package of functions first: it lies in the package that the next one renames.
        String text = FUNCTION_PACKAGE.matcher(source).replaceAll("org.apache.spark.api.java.function");
        text = ROOT_PACKAGE.matcher(text).replaceAll("org.apache.spark.sql.");
        text = FUNCTIONS.matcher(text).replaceAll("functions");
        return SESSION.matcher(text).replaceAll("SparkSession");
    }
}
