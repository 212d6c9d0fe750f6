package io.millrace.engine.state;

import io.millrace.spi.storage.AppendLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Reads the {@linkplain FrameFormat frames} of one file in order and checks each. After {@link #next} the current frame can
 * be asked for.
 */
final class FrameReader {
    private static final int CHUNK = 1 << 20;

    private final String path;
    private final AppendLog file;
    private final CRC32C crc = new CRC32C();
    private byte[] data = new byte[0];
    private long dataPosition;
    private int dataLength;
    private long position;
    private long frameStart;
    private int body;
    private int bodyLength;

    private FrameReader(String path, AppendLog file) {
        this.path = path;
        this.file = file;
    }

    /**
     * Opens a file and checks its header.
     *
     * @return null when the file ends within the header
     */
    static FrameReader open(String path, AppendLog file, int magic) throws IOException {
        FrameReader reader = new FrameReader(path, file);
        if (file.size() < FrameFormat.HEADER_BYTES) {
            return null;
        }
        int at = reader.load(0, FrameFormat.HEADER_BYTES);
        if (LittleEndian.getInt(reader.data, at) != magic) {
            throw FrameFormat.corrupt(path, 0, "the file does not start with the right letters");
        }
        int version = LittleEndian.getInt(reader.data, at + 4);
        if (version != FrameFormat.FORMAT_VERSION) {
            throw FrameFormat.unknownFormat(path, Integer.toUnsignedLong(version));
        }
        reader.position = FrameFormat.HEADER_BYTES;
        return reader;
    }

    /**
     * Reads the next frame.
     *
     * @return false at the end of the file
     * @throws io.millrace.spi.error.MillraceException CORRUPT_STATE_LOG for a frame that is cut off or damaged
     */
    boolean next() throws IOException {
        frameStart = position;
        long left = file.size() - position;
        if (left == 0) {
            return false;
        }
        if (left < FrameFormat.FRAME_BYTES + FrameFormat.BODY_FIELDS) {
            throw corrupt("the frame is cut off");
        }
        int at = load(position, 4);
        bodyLength = LittleEndian.getInt(data, at);
        if (bodyLength < FrameFormat.BODY_FIELDS) {
            throw corrupt("a frame cannot have a length of " + bodyLength);
        }
        if (bodyLength > left - FrameFormat.FRAME_BYTES) {
            throw corrupt("the frame is cut off, or its length is wrong");
        }
        at = load(position, FrameFormat.FRAME_BYTES + bodyLength);
        int expected = LittleEndian.getInt(data, at + 4 + bodyLength);
        if (FrameFormat.checkSum(crc, data, at, 4 + bodyLength) != expected) {
            throw corrupt("the check sum does not match");
        }
        body = at + 4;
        position += FrameFormat.FRAME_BYTES + bodyLength;
        return true;
    }

    /** Brings bytes into the buffer, and returns where they are. */
    private int load(long from, int length) throws IOException {
        if (from < dataPosition || from + length > dataPosition + dataLength) {
            int wanted = (int) Math.min(Math.max(length, CHUNK), file.size() - from);
            if (data.length < wanted) {
                data = new byte[wanted];
            }
            dataPosition = from;
            dataLength = file.read(from, ByteBuffer.wrap(data, 0, wanted));
            if (dataLength < length) {
                throw corrupt("the file ended while it was read");
            }
        }
        return (int) (from - dataPosition);
    }

    io.millrace.spi.error.MillraceException corrupt(String reason) {
        return FrameFormat.corrupt(path, frameStart, reason);
    }

    byte type() {
        return data[body];
    }

    long version() {
        return LittleEndian.getLong(data, body + 1);
    }

    int storeId() {
        return LittleEndian.getInt(data, body + 9);
    }

    int rows() {
        return LittleEndian.getInt(data, body + 13);
    }

    /** The array that the payload lies in. */
    byte[] data() {
        return data;
    }

    int payload() {
        return body + FrameFormat.BODY_FIELDS;
    }

    int payloadEnd() {
        return body + bodyLength;
    }

    /** Where the frame starts in the file. */
    long frameStart() {
        return frameStart;
    }

    /** Where the next frame starts in the file. */
    long position() {
        return position;
    }
}
