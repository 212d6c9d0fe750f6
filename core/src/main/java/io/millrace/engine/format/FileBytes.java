package io.millrace.engine.format;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.Options;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.CharBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The bytes of a text file as UTF-8: unpacked by the end of its name, and decoded from another encoding where one is
 * given.
 */
public final class FileBytes {
    private static final int BUFFER = 1 << 16;

    private FileBytes() {}

    /** Whether a file's bytes are taken as they are, so that a reader may start in the middle. */
    public static boolean isPlain(Path file, Options options) {
        return codec(file).isEmpty() && isUtf8(charset(options));
    }

    /** The option {@code encoding}, also called {@code charset}. */
    public static Charset charset(Options options) {
        String name = options.get("encoding").or(() -> options.get("charset")).orElse("UTF-8");
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw options.invalid(options.contains("encoding") ? "encoding" : "charset", "the name of a charset");
        }
    }

    /** Whether files are in UTF-8, so that bytes of the text are bytes of the file. */
    public static boolean isUtf8(Options options) {
        return isUtf8(charset(options));
    }

    private static boolean isUtf8(Charset charset) {
        return charset.equals(StandardCharsets.UTF_8) || charset.equals(StandardCharsets.US_ASCII);
    }

    /** Opens a file at a byte; the byte must be 0 unless the file {@link #isPlain}. */
    public static InputStream open(Path file, long start, Options options) throws IOException {
        FileChannel channel = FileChannel.open(file);
        try {
            channel.position(start);
            InputStream raw = Channels.newInputStream(channel);
            InputStream unpacked = switch (codec(file)) {
                case "" -> raw;
                case "gzip" -> new GZIPInputStream(raw, BUFFER);
                case "deflate" -> new InflaterInputStream(raw);
                default -> throw unsupported(file.toString());
            };
            Charset charset = charset(options);
            return isUtf8(charset) ? unpacked : new Transcoder(new InputStreamReader(unpacked, charset));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The codec that the end of a file's name stands for; empty for none. */
    private static String codec(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        String end = name.substring(name.lastIndexOf('.') + 1);
        return switch (end) {
            case "gz" -> "gzip";
            case "deflate" -> "deflate";
            case "bz2", "lz4", "snappy", "zst", "xz" -> end;
            default -> "";
        };
    }

    private static MillraceException unsupported(String file) {
        return new MillraceException(
                ErrorDetail.of(ErrorCondition.FAILED_READ_FILE__NO_HINT, "path", file),
                new IOException("The codec is not supported; gzip and deflate are"));
    }

    /** What the option {@code compression} adds to a file's name, or nothing. */
    public static String extension(Options options) {
        return switch (compression(options)) {
            case "gzip" -> ".gz";
            case "deflate" -> ".deflate";
            default -> "";
        };
    }

    private static String compression(Options options) {
        String codec = options.get("compression").or(() -> options.get("codec")).orElse("none");
        return switch (codec.toLowerCase(Locale.ROOT)) {
            case "none", "uncompressed" -> "";
            case "gzip" -> "gzip";
            case "deflate" -> "deflate";
            default ->
                throw options.invalid(
                        options.contains("compression") ? "compression" : "codec",
                        "none, uncompressed, gzip or deflate");
        };
    }

    /** Wraps a file's stream as the option {@code compression} says. */
    public static OutputStream compress(OutputStream out, Options options) throws IOException {
        return switch (compression(options)) {
            case "gzip" -> new GZIPOutputStream(out, BUFFER);
            case "deflate" -> new DeflaterOutputStream(out);
            default -> out;
        };
    }

    /** Turns characters into UTF-8. */
    private static final class Transcoder extends InputStream {
        private final Reader reader;
        private final CharBuffer characters = CharBuffer.allocate(BUFFER);
        private InputStream encoded = new ByteArrayInputStream(new byte[0]);
        private char pendingSurrogate;

        Transcoder(Reader reader) {
            this.reader = reader;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int start, int length) throws IOException {
            int count = encoded.read(target, start, length);
            while (count < 0) {
                if (!more()) {
                    return -1;
                }
                count = encoded.read(target, start, length);
            }
            return count;
        }

        private boolean more() throws IOException {
            characters.clear();
            if (pendingSurrogate != 0) {
                characters.put(pendingSurrogate);
                pendingSurrogate = 0;
            }
            if (reader.read(characters) < 0 && characters.position() == 0) {
                return false;
            }
            characters.flip();
            int last = characters.limit() - 1;
            if (last > 0 && Character.isHighSurrogate(characters.get(last))) {
                pendingSurrogate = characters.get(last);
                characters.limit(last);
            }
            encoded = new ByteArrayInputStream(characters.toString().getBytes(StandardCharsets.UTF_8));
            return true;
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
