package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.BINARY;
import static io.millrace.engine.expression.TypeFamily.STRING;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.Attempt;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ScalarKernel;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.BytesVector;
import io.millrace.types.DataTypes;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encryption with AES. In the modes CBC and GCM the result begins with the initialization vector; that of GCM ends with the
 * authentication tag.
 */
public final class AesFunctions implements FunctionModule {
    private static final int TAG_BITS = 128;
    private static final String BOTH = "`aes_encrypt`/`aes_decrypt`";
    private static final Expression.Constant GCM = text("GCM");
    private static final Expression.Constant DEFAULT = text("DEFAULT");
    private static final Expression.Constant EMPTY = text("");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** How blocks depend on each other; the bytes of the initialization vector. */
    private enum Mode {
        ECB("AES/ECB/PKCS5Padding", 0),
        CBC("AES/CBC/PKCS5Padding", 16),
        GCM("AES/GCM/NoPadding", 12);

        private final String algorithm;
        private final int vectorLength;

        Mode(String algorithm, int vectorLength) {
            this.algorithm = algorithm;
            this.vectorLength = vectorLength;
        }
    }

    private static Expression.Constant text(String value) {
        return new Expression.Constant(value, DataTypes.StringType);
    }

    @Override
    public List<String> names() {
        return List.of("aes_encrypt", "aes_decrypt", "try_aes_decrypt");
    }

    @Override
    public FunctionSpec<?> define(String name) {
        return switch (name) {
            case "aes_encrypt" ->
                scalar(name)
                        .nullTolerant()
                        .takes(BINARY, BINARY)
                        .optional(STRING, STRING, BINARY, BINARY)
                        .defaults(GCM, DEFAULT, EMPTY, EMPTY)
                        .gives(DataTypes.BinaryType)
                        .mayBeNull()
                        .nonDeterministic()
                        .kernel(Kernels.<BytesVector>strictFor(
                                call -> (in, row, out) -> out.set(row, encrypt(call, in, row))))
                        .describe("The bytes, encrypted.", "aes_encrypt('Spark', '0000111122223333')");
            case "aes_decrypt" -> decryption(name, true);
            case "try_aes_decrypt" -> decryption(name, false);
            default -> throw FunctionModule.unknown(name);
        };
    }

    private static ScalarSpec decryption(String name, boolean strict) {
        ScalarKernel kernel =
                Kernels.<BytesVector>strictFor(call -> (in, row, out) -> out.set(row, decrypt(call, in, row)));
        return scalar(name)
                .replaced()
                .takes(BINARY, BINARY)
                .optional(STRING, STRING, BINARY)
                .defaults(GCM, DEFAULT, EMPTY)
                .gives(DataTypes.BinaryType)
                .mayBeNull()
                .shownAs("aes_decrypt")
                .kernel(strict ? kernel : Attempt.of(kernel))
                .describe(
                        "The bytes that were encrypted" + (strict ? "." : ", or NULL."),
                        name + "(unhex('83F16B2AA704794132802D248E6BFD4E380078182D1544813898AC97E709B28A94'),"
                                + " '0000111122223333')");
    }

    private static byte[] bytes(Arguments in, int argument, int row) {
        return in.bytes(argument).copyBytes(in.at(argument, row));
    }

    private static Mode mode(KernelCall call, Arguments in, int row) {
        String mode = in.stringAt(2, row);
        String padding = in.stringAt(3, row);
        String plain = padding.toUpperCase(Locale.ROOT);
        for (Mode known : Mode.values()) {
            boolean fits = plain.equals("DEFAULT") || plain.equals(known == Mode.GCM ? "NONE" : "PKCS");
            if (known.name().equalsIgnoreCase(mode) && fits) {
                return known;
            }
        }
        throw new MillraceException(call.settings()
                .error(
                        ErrorCondition.UNSUPPORTED_FEATURE__AES_MODE,
                        "mode",
                        mode,
                        "padding",
                        padding,
                        "functionName",
                        BOTH));
    }

    private static SecretKeySpec key(KernelCall call, Arguments in, int row) {
        byte[] key = bytes(in, 1, row);
        if (key.length != 16 && key.length != 24 && key.length != 32) {
            throw new MillraceException(call.settings()
                    .error(
                            ErrorCondition.INVALID_PARAMETER_VALUE__AES_KEY_LENGTH,
                            "parameter",
                            "`key`",
                            "functionName",
                            BOTH,
                            "actualLength",
                            String.valueOf(key.length)));
        }
        return new SecretKeySpec(key, "AES");
    }

    private static Cipher cipher(int operation, Mode mode, SecretKeySpec key, byte[] vector)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(mode.algorithm);
        switch (mode) {
            case ECB -> cipher.init(operation, key);
            case CBC -> cipher.init(operation, key, new IvParameterSpec(vector));
            case GCM -> cipher.init(operation, key, new GCMParameterSpec(TAG_BITS, vector));
        }
        return cipher;
    }

    private static MillraceException failed(KernelCall call, GeneralSecurityException cause) {
        return new MillraceException(
                call.settings()
                        .error(
                                ErrorCondition.INVALID_PARAMETER_VALUE__AES_CRYPTO_ERROR,
                                "parameter",
                                "`expr`, `key`",
                                "functionName",
                                BOTH,
                                "detailMessage",
                                String.valueOf(cause.getMessage())),
                cause);
    }

    private static byte[] encrypt(KernelCall call, Arguments in, int row) {
        SecretKeySpec key = key(call, in, row);
        Mode mode = mode(call, in, row);
        byte[] vector = vector(call, mode, bytes(in, 4, row));
        byte[] additional = bytes(in, 5, row);
        if (additional.length > 0 && mode != Mode.GCM) {
            throw unsupported(call, ErrorCondition.UNSUPPORTED_FEATURE__AES_MODE_AAD, mode);
        }
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, mode, key, vector);
            if (additional.length > 0) {
                cipher.updateAAD(additional);
            }
            byte[] encrypted = cipher.doFinal(bytes(in, 0, row));
            byte[] result = Arrays.copyOf(vector, vector.length + encrypted.length);
            System.arraycopy(encrypted, 0, result, vector.length, encrypted.length);
            return result;
        } catch (GeneralSecurityException e) {
            throw failed(call, e);
        }
    }

    private static byte[] vector(KernelCall call, Mode mode, byte[] given) {
        if (given.length == 0) {
            byte[] vector = new byte[mode.vectorLength];
            RANDOM.nextBytes(vector);
            return vector;
        }
        if (mode == Mode.ECB) {
            throw unsupported(call, ErrorCondition.UNSUPPORTED_FEATURE__AES_MODE_IV, mode);
        }
        if (given.length != mode.vectorLength) {
            throw new MillraceException(call.settings()
                    .error(
                            ErrorCondition.INVALID_PARAMETER_VALUE__AES_IV_LENGTH,
                            "mode",
                            mode.name(),
                            "parameter",
                            "`iv`",
                            "functionName",
                            BOTH,
                            "actualLength",
                            String.valueOf(given.length)));
        }
        return given;
    }

    private static MillraceException unsupported(KernelCall call, ErrorCondition condition, Mode mode) {
        return new MillraceException(
                call.settings().error(condition, "mode", mode.name(), "functionName", "`aes_encrypt`"));
    }

    private static byte[] decrypt(KernelCall call, Arguments in, int row) {
        SecretKeySpec key = key(call, in, row);
        Mode mode = mode(call, in, row);
        byte[] input = bytes(in, 0, row);
        byte[] additional = bytes(in, 4, row);
        int begin = Math.min(mode.vectorLength, input.length);
        try {
            byte[] vector = Arrays.copyOf(input, begin);
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, mode, key, vector);
            if (additional.length > 0) {
                if (mode != Mode.GCM) {
                    throw unsupported(call, ErrorCondition.UNSUPPORTED_FEATURE__AES_MODE_AAD, mode);
                }
                cipher.updateAAD(additional);
            }
            return cipher.doFinal(input, begin, input.length - begin);
        } catch (GeneralSecurityException e) {
            throw failed(call, e);
        }
    }
}
