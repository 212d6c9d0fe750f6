package io.millrace.cli.run;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Optional;

/** The main method of a class, as the Java launcher chooses it: static or not, with arguments or without. */
final class MainMethod {
    private MainMethod() {}

    static Optional<Method> of(Class<?> type) {
        return declared(type, String[].class).or(() -> declared(type));
    }

    private static Optional<Method> declared(Class<?> type, Class<?>... parameters) {
        try {
            Method main = type.getDeclaredMethod("main", parameters);
            boolean callable = main.getReturnType() == void.class && !Modifier.isPrivate(main.getModifiers());
            return callable ? Optional.of(main) : Optional.empty();
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        }
    }

    static void call(Class<?> type, Method main, String[] arguments) throws ReflectiveOperationException {
        main.setAccessible(true);
        Object receiver = null;
        if (!Modifier.isStatic(main.getModifiers())) {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            receiver = constructor.newInstance();
        }
        if (main.getParameterCount() == 0) {
            main.invoke(receiver);
        } else {
            main.invoke(receiver, (Object) arguments);
        }
    }
}
