package io.millrace;

import io.millrace.api.java.UDF0;
import io.millrace.api.java.UDF1;
import io.millrace.api.java.UDF10;
import io.millrace.api.java.UDF11;
import io.millrace.api.java.UDF12;
import io.millrace.api.java.UDF13;
import io.millrace.api.java.UDF14;
import io.millrace.api.java.UDF15;
import io.millrace.api.java.UDF16;
import io.millrace.api.java.UDF17;
import io.millrace.api.java.UDF18;
import io.millrace.api.java.UDF19;
import io.millrace.api.java.UDF2;
import io.millrace.api.java.UDF20;
import io.millrace.api.java.UDF21;
import io.millrace.api.java.UDF22;
import io.millrace.api.java.UDF3;
import io.millrace.api.java.UDF4;
import io.millrace.api.java.UDF5;
import io.millrace.api.java.UDF6;
import io.millrace.api.java.UDF7;
import io.millrace.api.java.UDF8;
import io.millrace.api.java.UDF9;
import io.millrace.expressions.UserDefinedFunction;
import io.millrace.plan.UserFunction;
import io.millrace.types.DataType;

/** Registers functions under names, so that SQL and {@link Functions#call_udf} can use them. */
public class UDFRegistration {
    private final Session session;

    UDFRegistration(Session session) {
        this.session = session;
    }

    /** Registers a function; gives it back under the name. */
    public UserDefinedFunction register(String name, UserDefinedFunction udf) {
        UserDefinedFunction named = udf.withName(name);
        session.engine().registerFunction(name, named.function());
        return named;
    }

    private void register(String name, Object f, int arity, DataType returnType) {
        session.engine().registerFunction(name, new UserFunction(name, f, arity, returnType, true, true));
    }

    public void register(String name, UDF0<?> f, DataType returnType) {
        register(name, f, 0, returnType);
    }

    public void register(String name, UDF1<?, ?> f, DataType returnType) {
        register(name, f, 1, returnType);
    }

    public void register(String name, UDF2<?, ?, ?> f, DataType returnType) {
        register(name, f, 2, returnType);
    }

    public void register(String name, UDF3<?, ?, ?, ?> f, DataType returnType) {
        register(name, f, 3, returnType);
    }

    public void register(String name, UDF4<?, ?, ?, ?, ?> f, DataType returnType) {
        register(name, f, 4, returnType);
    }

    public void register(String name, UDF5<?, ?, ?, ?, ?, ?> f, DataType returnType) {
        register(name, f, 5, returnType);
    }

    public void register(String name, UDF6<?, ?, ?, ?, ?, ?, ?> f, DataType returnType) {
        register(name, f, 6, returnType);
    }

    public void register(String name, UDF7<?, ?, ?, ?, ?, ?, ?, ?> f, DataType returnType) {
        register(name, f, 7, returnType);
    }

    public void register(String name, UDF8<?, ?, ?, ?, ?, ?, ?, ?, ?> f, DataType returnType) {
        register(name, f, 8, returnType);
    }

    public void register(String name, UDF9<?, ?, ?, ?, ?, ?, ?, ?, ?, ?> f, DataType returnType) {
        register(name, f, 9, returnType);
    }

    public void register(String name, UDF10<?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?> f, DataType returnType) {
        register(name, f, 10, returnType);
    }

    public void register(String name, UDF11<?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?> f, DataType returnType) {
        register(name, f, 11, returnType);
    }

    public void register(String name, UDF12<?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?> f, DataType returnType) {
        register(name, f, 12, returnType);
    }

    public void register(String name, UDF13<?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?> f, DataType returnType) {
        register(name, f, 13, returnType);
    }

    public void register(String name, UDF14<?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?> f, DataType returnType) {
        register(name, f, 14, returnType);
    }

    public void register(String name, UDF15<?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?> f, DataType returnType) {
        register(name, f, 15, returnType);
    }

    public void register(String name, UDF16<?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?> f, DataType returnType) {
        register(name, f, 16, returnType);
    }

    public void register(
            String name, UDF17<?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?> f, DataType returnType) {
        register(name, f, 17, returnType);
    }

    public void register(
            String name, UDF18<?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?> f, DataType returnType) {
        register(name, f, 18, returnType);
    }

    public void register(
            String name, UDF19<?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?> f, DataType returnType) {
        register(name, f, 19, returnType);
    }

    public void register(
            String name, UDF20<?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?> f, DataType returnType) {
        register(name, f, 20, returnType);
    }

    public void register(
            String name,
            UDF21<?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?> f,
            DataType returnType) {
        register(name, f, 21, returnType);
    }

    public void register(
            String name,
            UDF22<?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?> f,
            DataType returnType) {
        register(name, f, 22, returnType);
    }
}
