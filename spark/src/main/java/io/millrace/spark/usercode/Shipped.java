package io.millrace.spark.usercode;

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
import java.io.Serializable;
import java.io.UncheckedIOException;

/**
 * An object of the program on its way to an executor: serialized when the plan is made, and read again where it is used.
 *
 * <p>Spark reads tasks with the class loader of its executor, which in one process is the one that was there when Spark
 * started. A program's classes may come from a loader that was made later, so the object stays bytes for Spark and is
 * read with the loader of its own class; in another process, with that of the executor, to which the program's jars were
 * sent. Every task has a copy of its own, as on a cluster.
 *
 * @param <T> the type of the object
 */
public final class Shipped<T> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final byte[] bytes;
    private final String loader;
    private transient T object;

    private Shipped(byte[] bytes, String loader) {
        this.bytes = bytes;
        this.loader = loader;
    }

    /** Serializes an object; refuses what cannot be. */
    public static <T> Shipped<T> of(T object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorDetail.of(
                            ErrorCondition.FUNCTION_NOT_SERIALIZABLE,
                            "className",
                            object.getClass().getName(),
                            "reason",
                            String.valueOf(e)),
                    e);
        }
        return new Shipped<>(bytes.toByteArray(), UserClassLoaders.idOf(object.getClass()));
    }

    /** The object: the same one at each call, and another one than the program's. */
    public synchronized T get() {
        if (object == null) {
            object = read();
        }
        return object;
    }

    @SuppressWarnings("unchecked") // what was written was a T
    private T read() {
        try (ObjectInputStream in = new Input(new ByteArrayInputStream(bytes), UserClassLoaders.find(loader))) {
            return (T) in.readObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("A class of the program is missing on the executor; send its jar there", e);
        }
    }

    /** Looks for classes with a given loader. */
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
                return super.resolveClass(description); // primitive types
            }
        }
    }
}
