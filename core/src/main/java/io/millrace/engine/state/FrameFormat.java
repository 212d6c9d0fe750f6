package io.millrace.engine.state;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import java.util.zip.CRC32C;

/**
 * The bytes of state files. Numbers are lowest byte first.
 *
 * <pre>
 *   file      header, frames
 *   header    4 bytes "MRSL" (change log) or "MRSS" (snapshot), int format version: 1
 *   frame     int length of the body, body, int CRC32C of length and body
 *   body      byte type, long version, int store id, int rows, payload
 *   put       1; rows × (int length, {@link CompactRow} of key columns, then value columns); values are absolute
 *   remove    2; rows × (int length, {@link CompactRow} of key columns)
 *   evict     3; long bound: entries whose time is at or before it, in microseconds, are gone
 *   commit    4; nothing: the version is complete (store id and rows 0); in a snapshot: the snapshot is
 * </pre>
 *
 * <p>Frames apply in order. Applying the frames of a version again changes nothing.
 */
final class FrameFormat {
    static final int FORMAT_VERSION = 1;
    static final int HEADER_BYTES = 8;
    static final int LOG_MAGIC = 0x4C53524D;
    static final int SNAPSHOT_MAGIC = 0x5353524D;

    static final byte PUT = 1;
    static final byte REMOVE = 2;
    static final byte EVICT = 3;
    static final byte COMMIT = 4;

    /** Type, version, store id and rows. */
    static final int BODY_FIELDS = 1 + 8 + 4 + 4;

    /** Length and check sum around the body. */
    static final int FRAME_BYTES = 4 + 4;

    private FrameFormat() {}

    static int checkSum(CRC32C crc, byte[] data, int start, int length) {
        crc.reset();
        crc.update(data, start, length);
        return (int) crc.getValue();
    }

    static MillraceException corrupt(String path, long position, String reason) {
        return corrupt(path, position, reason, null);
    }

    static MillraceException corrupt(String path, long position, String reason, Throwable cause) {
        ErrorDetail detail = ErrorDetail.of(
                ErrorCondition.CANNOT_LOAD_STATE_STORE__CORRUPT_STATE_LOG,
                "path",
                path,
                "position",
                Long.toString(position),
                "reason",
                reason);
        return new MillraceException(detail, cause);
    }

    static MillraceException unknownFormat(String path, long version) {
        return new MillraceException(ErrorDetail.of(
                ErrorCondition.CANNOT_LOAD_STATE_STORE__UNKNOWN_FORMAT,
                "path",
                path,
                "version",
                Long.toString(version),
                "maxSupportedVersion",
                Integer.toString(FORMAT_VERSION)));
    }
}
