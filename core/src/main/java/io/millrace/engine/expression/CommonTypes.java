package io.millrace.engine.expression;

import io.millrace.types.DataType;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings some arguments of a call to one type. */
public final class CommonTypes {
    private CommonTypes() {}

    /** The arguments from {@code first} on as their widest type; unchanged when they have none. */
    public static List<Expression> widest(List<Expression> arguments, int first, ResolutionContext context) {
        return widest(arguments, first, 1, context);
    }

    /** The arguments {@code first, first + step, …} as their widest type; unchanged when they have none. */
    public static List<Expression> widest(List<Expression> arguments, int first, int step, ResolutionContext context) {
        List<DataType> types = new ArrayList<>();
        for (int i = first; i < arguments.size(); i += step) {
            types.add(arguments.get(i).type());
        }
        if (TypeCoercion.allSame(types)) {
            return arguments;
        }
        return convert(arguments, first, step, TypeCoercion.widest(types, context.ansi()), context);
    }

    /** The type of values whose types differ at most in what may be null in their parts; that of nulls if there is none. */
    public static DataType merged(List<Expression> values) {
        List<DataType> types = values.stream().map(Expression::type).toList();
        // in either mode: types that are the same but for nullability need no conversion
        return TypeCoercion.widest(types, true).orElseGet(types::getFirst);
    }

    /** The type with nulls in all its parts. */
    public static DataType asNullable(DataType type) {
        return new StructType().add("value", type).asNullable().field(0).dataType();
    }

    /** The arguments {@code first, first + step, …} as a type, if there is one. */
    public static List<Expression> convert(
            List<Expression> arguments, int first, int step, Optional<DataType> type, ResolutionContext context) {
        if (type.isEmpty()) {
            return arguments;
        }
        List<Expression> converted = new ArrayList<>(arguments);
        for (int i = first; i < arguments.size(); i += step) {
            converted.set(i, context.convert(arguments.get(i), type.get()));
        }
        return converted;
    }
}
