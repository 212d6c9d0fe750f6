package io.millrace.engine.user;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;

/** Copies of a program's objects, each as a cluster would see it: made by serialization. */
public final class SerializedCopy {
    private SerializedCopy() {}

    /**
     * Copies an object with all that it holds.
     *
     * @param fallback loads classes that the object's own loader does not know
     * @throws MillraceException FUNCTION_NOT_SERIALIZABLE, naming the class that has no serialized form
     */
    @SuppressWarnings("unchecked") // a copy has the class of its original
    public static <T> T of(T original, ClassLoader fallback) {
        ClassLoader own = original.getClass().getClassLoader();
        ClassLoader loader = own == null ? fallback : own;
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(original);
            }
            try (ObjectInputStream in = new Input(new ByteArrayInputStream(bytes.toByteArray()), loader)) {
                return (T) in.readObject();
            }
        } catch (IOException e) {
            throw notSerializable(original, e);
        } catch (ClassNotFoundException e) {
            throw notSerializable(original, e);
        }
    }

    private static MillraceException notSerializable(Object original, Exception cause) {
        return new MillraceException(
                ErrorDetail.of(
                        ErrorCondition.FUNCTION_NOT_SERIALIZABLE,
                        "className",
                        original.getClass().getName(),
                        "reason",
                        String.valueOf(cause)),
                cause);
    }

    private static final class Input extends ObjectInputStream {
        private final ClassLoader loader;

        Input(InputStream in, ClassLoader loader) throws IOException {
            super(in);
            this.loader = loader;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(description.getName(), false, loader);
            } catch (ClassNotFoundException e) {
                return super.resolveClass(description);
            }
        }
    }
}
