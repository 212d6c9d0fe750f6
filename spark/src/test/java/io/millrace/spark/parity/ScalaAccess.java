package io.millrace.spark.parity;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.api.Symbols.ClassSymbolApi;
import scala.reflect.api.Types.TypeApi;

/** What Scala's own access rules say about a class: {@code private[sql]} is public to the JVM, and is not meant to be. */
final class ScalaAccess {
    private ScalaAccess() {}

    /** The names of members of which no overload is public, in the class and in its companion. */
    static Set<String> hiddenMembers(Class<?> type) {
        ClassSymbolApi symbol = scala.reflect.runtime.package$.MODULE$
                .universe()
                .runtimeMirror(type.getClassLoader())
                .classSymbol(type);
        Set<String> hidden = new HashSet<>();
        Set<String> shown = new HashSet<>();
        for (TypeApi members : List.of(symbol.toType(), symbol.companion().typeSignature())) {
            CollectionConverters.asJava(members.members()).forEach(member -> {
                Set<String> names = member.isPublic() ? shown : hidden;
                names.add(member.name().encodedName().toString().trim());
            });
        }
        hidden.removeAll(shown);
        return hidden;
    }
}
