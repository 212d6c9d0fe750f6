package io.millrace;

import io.millrace.plan.ObjectCodec;

/** How values of a Java type become columns, and back. Made by {@link Encoders}; not meant to be implemented by programs. */
public interface Encoder<T> extends ObjectCodec<T> {}
