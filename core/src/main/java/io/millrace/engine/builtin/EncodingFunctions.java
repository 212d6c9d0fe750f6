package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.ANY;
import static io.millrace.engine.expression.TypeFamily.BINARY;
import static io.millrace.engine.expression.TypeFamily.INT;
import static io.millrace.engine.expression.TypeFamily.LONG;
import static io.millrace.engine.expression.TypeFamily.STRING;
import static io.millrace.engine.expression.TypeFamily.oneOf;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.ScalarKernel;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.text.BytesWriter;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.types.ArrayType;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.MapType;
import io.millrace.types.StructType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;

/** Bytes as text and back, and hashes. */
public final class EncodingFunctions implements FunctionModule {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    @Override
    public List<String> names() {
        return List.of("base64", "unbase64", "hex", "unhex", "md5", "sha", "sha1", "sha2", "crc32", "hash", "xxhash64");
    }

    @Override
    public FunctionSpec<?> define(String name) {
        return switch (name) {
            case "base64" ->
                scalar("base64")
                        .takes(BINARY)
                        .gives(DataTypes.StringType)
                        .kernel(Kernels.writing((in, row, out) ->
                                out.append(Base64.getMimeEncoder().encode(bytesAt(in, row)))))
                        .describe("Bytes as Base64.", "base64('Spark SQL')");
            case "unbase64" ->
                scalar("unbase64")
                        .takes(STRING)
                        .gives(DataTypes.BinaryType)
                        .kernel(Kernels.writingFor(call -> (in, row, out) -> {
                            try {
                                out.append(Base64.getMimeDecoder().decode(bytesAt(in, row)));
                            } catch (IllegalArgumentException e) {
                                throw CharsetFunctions.unconvertible(call, in.stringAt(0, row), "base64");
                            }
                        }))
                        .describe("The bytes that Base64 stands for.", "unbase64('U3BhcmsgU1FM')");
            case "hex" ->
                scalar("hex")
                        .takes(oneOf(LONG, BINARY, STRING))
                        .gives(DataTypes.StringType)
                        .kernel(Kernels.writing(EncodingFunctions::hex))
                        .describe("A number or bytes in hexadecimal digits.", "hex(17)");
            case "unhex" ->
                scalar("unhex")
                        .takes(STRING)
                        .gives(DataTypes.BinaryType)
                        .mayBeNull()
                        .kernel(Kernels.<BytesVector>strict(EncodingFunctions::unhex))
                        .describe(
                                "The bytes that hexadecimal digits stand for; NULL for other text.",
                                "unhex('537061726B2053514C')");
            case "md5" -> digest("MD5", "md5").describe("The MD5 hash in hexadecimal digits.", "md5('Spark')");
            case "sha", "sha1" ->
                digest("SHA-1", "sha1", "sha").describe("The SHA-1 hash in hexadecimal digits.", "sha1('Spark')");
            case "sha2" ->
                scalar("sha2")
                        .takes(BINARY, INT)
                        .gives(DataTypes.StringType)
                        .mayBeNull()
                        .kernel(sha2())
                        .describe(
                                "The SHA-2 hash of 224, 256, 384 or 512 bits (0 means 256) in hexadecimal digits.",
                                "sha2('Spark', 256)");
            case "crc32" ->
                scalar("crc32")
                        .takes(BINARY)
                        .gives(DataTypes.LongType)
                        .kernel(Kernels.<LongVector>strict((in, row, out) -> {
                            CRC32 checksum = new CRC32();
                            BytesVector source = in.bytes(0);
                            int at = in.at(0, row);
                            checksum.update(source.data(), source.start(at), source.length(at));
                            out.set(row, checksum.getValue());
                        }))
                        .describe("The cyclic redundancy check.", "crc32('Spark')");
            case "hash" ->
                scalar("hash")
                        .takes(ANY)
                        .repeated(ANY)
                        .checks(EncodingFunctions::refuseMaps)
                        .gives(DataTypes.IntegerType)
                        .neverNull()
                        .kernel(Kernels.<IntVector>lenient(
                                (in, row, out) -> out.set(row, (int) hash(SparkHash.MURMUR3, in, row))))
                        .describe("A hash of 32 bits.", "hash('Spark', 123)");
            case "xxhash64" ->
                scalar("xxhash64")
                        .takes(ANY)
                        .repeated(ANY)
                        .checks(EncodingFunctions::refuseMaps)
                        .gives(DataTypes.LongType)
                        .neverNull()
                        .kernel(Kernels.<LongVector>lenient(
                                (in, row, out) -> out.set(row, hash(SparkHash.XXHASH64, in, row))))
                        .describe("A hash of 64 bits.", "xxhash64('Spark', 123)");
            default -> throw FunctionModule.unknown(name);
        };
    }

    private static void refuseMaps(CallErrors errors, List<Expression> arguments, ResolutionContext context) {
        if (arguments.stream().anyMatch(argument -> hasMap(argument.type()))) {
            throw errors.mismatch(
                    ErrorCondition.DATATYPE_MISMATCH__HASH_MAP_TYPE, "functionName", errors.functionName());
        }
    }

    /** Whether a type is a map or has one inside. */
    public static boolean hasMap(DataType type) {
        return switch (type) {
            case MapType ignored -> true;
            case ArrayType array -> hasMap(array.elementType());
            case StructType struct -> Arrays.stream(struct.fields()).anyMatch(field -> hasMap(field.dataType()));
            default -> false;
        };
    }

    private static byte[] bytesAt(Arguments in, int row) {
        return in.bytes(0).copyBytes(in.at(0, row));
    }

    private static long hash(SparkHash function, Arguments in, int row) {
        long hash = SparkHash.SEED;
        for (int i = 0; i < in.count(); i++) {
            hash = function.hash(in.plain(i), in.at(i, row), hash);
        }
        return hash;
    }

    private static void hex(Arguments in, int row, BytesWriter out) {
        if (in.plain(0) instanceof LongVector numbers) {
            long number = numbers.get(in.at(0, row));
            int digits = Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(number) + 3) / 4);
            for (int i = digits - 1; i >= 0; i--) {
                out.append(HEX[(int) (number >>> 4 * i) & 0xF]);
            }
            return;
        }
        BytesVector source = in.bytes(0);
        int at = in.at(0, row);
        int end = source.start(at) + source.length(at);
        out.reserve(2 * source.length(at));
        for (int i = source.start(at); i < end; i++) {
            out.append(HEX[source.data()[i] >> 4 & 0xF]);
            out.append(HEX[source.data()[i] & 0xF]);
        }
    }

    private static void unhex(Arguments in, int row, BytesVector out) {
        byte[] bytes = unhexed(in, row);
        if (bytes == null) {
            out.setNull(row);
        } else {
            out.set(row, bytes);
        }
    }

    /** The bytes that the first argument's hexadecimal digits stand for; null for other text. */
    static byte[] unhexed(Arguments in, int row) {
        BytesVector source = in.bytes(0);
        int at = in.at(0, row);
        byte[] digits = source.data();
        int start = source.start(at);
        int length = source.length(at);
        byte[] result = new byte[(length + 1) / 2];
        // An odd number of digits is read as if a 0 stood before.
        for (int i = 0; i < length; i++) {
            int digit = Character.digit(digits[start + i], 16);
            if (digit < 0) {
                return null;
            }
            int target = (i + length % 2) / 2;
            result[target] = (byte) (result[target] << 4 | digit);
        }
        return result;
    }

    private static ScalarSpec digest(String algorithm, String name, String... aliases) {
        return scalar(name, aliases).takes(BINARY).gives(DataTypes.StringType).kernel(Kernels.writingFor(call -> {
            MessageDigest digest = messageDigest(algorithm);
            return (in, row, out) -> write(digest, in, row, out);
        }));
    }

    private static void write(MessageDigest digest, Arguments in, int row, BytesWriter out) {
        BytesVector source = in.bytes(0);
        int at = in.at(0, row);
        digest.update(source.data(), source.start(at), source.length(at));
        out.appendAscii(HexFormat.of().formatHex(digest.digest()));
    }

    private static ScalarKernel sha2() {
        return Kernels.<BytesVector>strictFor(call -> {
            BytesWriter writer = new BytesWriter();
            return (in, row, out) -> {
                int bits = in.intAt(1, row);
                switch (bits) {
                    case 0, 224, 256, 384, 512 -> {
                        writer.clear();
                        write(messageDigest("SHA-" + (bits == 0 ? 256 : bits)), in, row, writer);
                        writer.copyTo(out, row);
                    }
                    default -> out.setNull(row);
                }
            };
        });
    }

    /** Every Java has these algorithms. */
    private static MessageDigest messageDigest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
