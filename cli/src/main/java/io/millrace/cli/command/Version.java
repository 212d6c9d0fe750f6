package io.millrace.cli.command;

/** Which Millrace this is. */
public final class Version {
    private Version() {}

    /** The version of the jar; {@code development} when classes do not come from one. */
    public static String current() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
