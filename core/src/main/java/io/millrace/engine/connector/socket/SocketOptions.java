package io.millrace.engine.connector.socket;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.Options;

/**
 * Where lines come from.
 *
 * @param includeTimestamp whether a second column tells when a line arrived
 */
record SocketOptions(String host, int port, boolean includeTimestamp) {
    private static final int LAST_PORT = 65_535;

    static SocketOptions of(Options options) {
        String host = options.get("host").orElseThrow(() -> missing(ErrorCondition.LEGACY_1295));
        if (!options.contains("port")) {
            throw missing(ErrorCondition.LEGACY_1296);
        }
        long port = options.getLong("port", 1)
                .filter(number -> number <= LAST_PORT)
                .orElseThrow(() -> options.invalid("port", "a number from 1 to " + LAST_PORT));
        String timestamp = options.get("includeTimestamp", "false");
        boolean included = timestamp.equalsIgnoreCase("true");
        if (!included && !timestamp.equalsIgnoreCase("false")) {
            throw missing(ErrorCondition.LEGACY_1297);
        }
        return new SocketOptions(host, (int) port, included);
    }

    private static MillraceException missing(ErrorCondition condition) {
        return new MillraceException(ErrorDetail.of(condition));
    }
}
