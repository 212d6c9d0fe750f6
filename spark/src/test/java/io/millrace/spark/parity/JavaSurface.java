package io.millrace.spark.parity;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/**
 * What a Java program can use of a class: public methods with their parameters and the checked exceptions that they
 * declare, and public fields.
 *
 * <p>Of Spark's classes, these are left out by rule: what the JDK's classes declare, such as {@code getMessage}; what Scala
 * does not make public, though the JVM sees it so; methods with parameters or results of Scala's own types or of Spark's
 * internal ones; what a Scala collection or {@code Product} declares, what the Scala compiler writes for case classes and
 * their companions; and names that are keywords of Java.
 */
final class JavaSurface {
    /** What a method may return; an {@code Option} is an {@code Optional} here. */
    private static final Set<String> SCALA_RESULTS = Set.of("scala.Option", "scala.Tuple2", "scala.runtime.BoxedUnit");

    private static final List<String> INTERNAL = List.of(
            "org.apache.spark.sql.internal.",
            "org.apache.spark.sql.catalyst.encoders.",
            "org.apache.spark.sql.catalyst.trees.",
            "org.apache.spark.sql.catalyst.expressions.",
            "org.apache.spark.sql.catalyst.plans.",
            "org.apache.spark.sql.catalyst.util.",
            "org.apache.spark.internal.",
            "org.apache.spark.util.",
            "com.fasterxml.",
            "org.json4s.");
    private static final Set<String> CASE_CLASS = Set.of(
            "copy",
            "unapply",
            "tupled",
            "curried",
            "canEqual",
            "productArity",
            "productElement",
            "productElementName",
            "productPrefix");

    private JavaSurface() {}

    /** Everything, sorted, as text: {@code name(types) throws types}. */
    static Set<String> of(Class<?> type) {
        return members(Arrays.stream(type.getMethods()), Arrays.stream(type.getFields()));
    }

    /**
     * The same of a class of Spark, by the rules above.
     *
     * @param others what is inherited from them is theirs, also where it is declared anew
     */
    static Set<String> ofSpark(Class<?> type, Set<Class<?>> others) {
        Predicate<String> hidden = ScalaAccess.hiddenMembers(type)::contains;
        Set<String> members = members(
                Arrays.stream(type.getMethods())
                        .filter(method -> !method.isSynthetic() && !method.isBridge())
                        .filter(method -> !hidden.test(method.getName()) && isNamedForJava(method))
                        .filter(JavaSurface::isOfSpark)
                        .filter(JavaSurface::hasJavaTypes),
                Arrays.stream(type.getFields())
                        .filter(field -> !field.getName().contains("$") && !isScala(field.getType())));
        members.removeAll(scalaMembers(type));
        others.stream()
                .filter(other -> other != type && other.isAssignableFrom(type))
                .forEach(other -> members.removeAll(of(other)));
        return members;
    }

    private static Set<String> members(Stream<Method> methods, Stream<Field> fields) {
        return Stream.concat(methods.map(JavaSurface::signature), fields.map(Field::getName))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isNamedForJava(Method method) {
        String name = method.getName();
        boolean companion = Modifier.isStatic(method.getModifiers()) && name.equals("apply");
        return !name.contains("$") && !CASE_CLASS.contains(name) && !companion && !SourceVersion.isKeyword(name);
    }

    private static boolean isOfSpark(Method method) {
        Class<?> from = method.getDeclaringClass();
        boolean ofObject = Arrays.stream(Object.class.getMethods())
                .anyMatch(other -> other.getName().equals(method.getName())
                        && Arrays.equals(other.getParameterTypes(), method.getParameterTypes()));
        return !ofObject && !from.getName().startsWith("java.") && !isScala(from) && !isInternal(from);
    }

    private static boolean hasJavaTypes(Method method) {
        Class<?> result = method.getReturnType();
        return (SCALA_RESULTS.contains(result.getName()) || !isScala(result))
                && !isInternal(result)
                && Arrays.stream(method.getParameterTypes()).noneMatch(type -> isScala(type) || isInternal(type));
    }

    private static boolean isScala(Class<?> type) {
        return element(type).getName().startsWith("scala.");
    }

    private static boolean isInternal(Class<?> type) {
        return INTERNAL.stream().anyMatch(element(type).getName()::startsWith);
    }

    private static Class<?> element(Class<?> type) {
        return type.isArray() ? element(type.getComponentType()) : type;
    }

    /** What the Scala types among the ancestors declare, which may stand in the class itself again. */
    private static Set<String> scalaMembers(Class<?> type) {
        Set<String> members = new HashSet<>();
        Deque<Class<?>> open = new ArrayDeque<>(List.of(type));
        while (!open.isEmpty()) {
            Class<?> next = open.poll();
            if (isScala(next) || isInternal(next)) {
                Arrays.stream(next.getMethods()).map(JavaSurface::signature).forEach(members::add);
            }
            open.addAll(Arrays.asList(next.getInterfaces()));
            if (next.getSuperclass() != null) {
                open.add(next.getSuperclass());
            }
        }
        return members;
    }

    private static String signature(Method method) {
        String exceptions = Arrays.stream(method.getExceptionTypes())
                .filter(type -> !RuntimeException.class.isAssignableFrom(type) && !Error.class.isAssignableFrom(type))
                .map(Class::getTypeName)
                .sorted()
                .collect(Collectors.joining(", "));
        return (Modifier.isStatic(method.getModifiers()) ? "static " : "")
                + method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getTypeName)
                        .collect(Collectors.joining(", ", "(", ")"))
                + (exceptions.isEmpty() ? "" : " throws " + exceptions);
    }
}
