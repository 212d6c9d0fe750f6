package io.millrace.spark.usercode;

import io.millrace.plan.UserFunction;
import io.millrace.spark.value.Cells;
import io.millrace.spark.value.CheckedException;
import io.millrace.spark.value.Scala;
import io.millrace.spark.value.SparkTypes;
import io.millrace.types.DataType;
import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ScalaUDF;
import scala.Option;

/**
 * Calls of user-defined functions. Spark calls an object of {@code scala.Function0} to {@code Function22}, by the number of
 * arguments; a proxy stands in for all of them.
 */
public final class UserFunctions {
    private UserFunctions() {}

    /**
     * A call in a plan.
     *
     * @param javaTime whether the function sees dates and timestamps as java.time
     */
    public static Expression call(UserFunction function, List<Expression> arguments, boolean javaTime) {
        return new ScalaUDF(
                scalaFunction(arguments.size(), new Call(function, javaTime)),
                SparkTypes.toSpark(function.returnType()),
                Scala.seq(arguments),
                Scala.seq(List.of()),
                Option.empty(),
                Scala.option(Optional.of(function.name()).filter(name -> !name.isEmpty())),
                function.nullable(),
                function.deterministic());
    }

    private static Object scalaFunction(int arity, Call call) {
        ClassLoader loader = UserFunctions.class.getClassLoader();
        try {
            Class<?> function = Class.forName("scala.Function" + arity, false, loader);
            return Proxy.newProxyInstance(loader, new Class<?>[] {function}, call);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("No function takes " + arity + " arguments", e);
        }
    }

    /** What the proxy does: turns the arguments into the user's values, and the result back. */
    private static final class Call implements InvocationHandler, Serializable {
        private static final long serialVersionUID = 1L;

        private final Shipped<Object> function;
        private final int arity;
        private final String returnType;
        private final boolean javaTime;
        private transient MethodHandle target;
        private transient DataType resultType;

        Call(UserFunction function, boolean javaTime) {
            this.function = Shipped.of(function.function());
            this.arity = function.arity();
            this.returnType = function.returnType().json();
            this.javaTime = javaTime;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            if (method.getDeclaringClass() == Object.class) {
                return switch (method.getName()) {
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> "user function";
                };
            }
            if (method.isDefault()) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
            }
            return call(arguments == null ? new Object[0] : arguments);
        }

        private synchronized void open() throws IllegalAccessException {
            if (target == null) {
                resultType = DataType.fromJson(returnType);
                target = MethodHandles.publicLookup()
                        .unreflect(callMethod(function.get().getClass(), arity))
                        .bindTo(function.get())
                        .asSpreader(Object[].class, arity)
                        .asType(MethodType.methodType(Object.class, Object[].class));
            }
        }

        private Object call(Object[] arguments) throws Throwable {
            open();
            Object[] values = new Object[arguments.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = Cells.toUser(arguments[i], javaTime);
            }
            try {
                return Cells.fromUser(target.invokeExact(values), resultType);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new CheckedException(e);
            }
        }

        /** The method {@code call} of the interface that the object implements. */
        private static Method callMethod(Class<?> type, int arity) {
            Deque<Class<?>> open = new ArrayDeque<>(List.of(type));
            while (!open.isEmpty()) {
                Class<?> next = open.poll();
                for (Method method : next.getDeclaredMethods()) {
                    if (next.isInterface() && method.getName().equals("call") && method.getParameterCount() == arity) {
                        return method;
                    }
                }
                open.addAll(Arrays.asList(next.getInterfaces()));
                Optional.ofNullable(next.getSuperclass()).ifPresent(open::add);
            }
            throw new IllegalArgumentException(type.getName() + " has no call with " + arity + " arguments");
        }
    }
}
