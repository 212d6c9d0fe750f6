package io.millrace.engine.session;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.UncheckedIOException;

/** Copies of a program's objects, each as a cluster would see it: made by serialization. */
final class SerializedCopy {
    private SerializedCopy() {}

    @SuppressWarnings("unchecked") // a copy has the class of its original
    static <T> T of(T original, ClassLoader fallback) {
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
            throw new UncheckedIOException(original.getClass().getName() + " cannot be serialized", e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("A class of " + original.getClass().getName() + " is missing", e);
        }
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
