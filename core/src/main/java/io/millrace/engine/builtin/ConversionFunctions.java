package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.ANY;

import io.millrace.engine.expression.BinaryStyle;
import io.millrace.engine.expression.Casts;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.LanguageSetting;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.ValueText;
import io.millrace.engine.expression.text.BytesWriter;
import io.millrace.engine.expression.text.ZoneClock;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.BytesVector;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DecimalType;
import java.util.List;

/**
 * Conversions by the name of a type, such as {@code int('1')}, and the text that {@code show} prints. Column names show
 * what is converted only, as they do for conversions that the query does not spell out.
 */
public final class ConversionFunctions implements FunctionModule {
    @Override
    public List<String> names() {
        return List.of(
                "boolean",
                "tinyint",
                "smallint",
                "int",
                "bigint",
                "float",
                "double",
                "decimal",
                "date",
                "timestamp",
                "binary",
                "string",
                "pretty-string");
    }

    @Override
    public ScalarSpec define(String name) {
        return switch (name) {
            case "boolean" -> conversion(name, DataTypes.BooleanType);
            case "tinyint" -> conversion(name, DataTypes.ByteType);
            case "smallint" -> conversion(name, DataTypes.ShortType);
            case "int" -> conversion(name, DataTypes.IntegerType);
            case "bigint" -> conversion(name, DataTypes.LongType);
            case "float" -> conversion(name, DataTypes.FloatType);
            case "double" -> conversion(name, DataTypes.DoubleType);
            case "decimal" -> conversion(name, DecimalType.USER_DEFAULT);
            case "date" -> conversion(name, DataTypes.DateType);
            case "timestamp" -> conversion(name, DataTypes.TimestampType);
            case "binary" -> conversion(name, DataTypes.BinaryType);
            case "string" -> conversion(name, DataTypes.StringType);
            case "pretty-string" -> prettyString();
            default -> throw FunctionModule.unknown(name);
        };
    }

    /** Spark shows such a conversion by its argument alone. */
    private static ScalarSpec conversion(String name, DataType type) {
        return scalar(name)
                .pretty("cast")
                .takes(ANY)
                .rewrites((call, context) -> {
                    Expression child = call.arguments().getFirst();
                    Expression.Conversion conversion = new Expression.Conversion(
                            child, type, context.conversionMode(), context.zone(), true, call.origin());
                    Casts.check(conversion).ifPresent(error -> {
                        throw new MillraceException(error.detail().at(call.position()), error);
                    });
                    return conversion;
                })
                .gives(type)
                .describe("The value as a " + type.sql() + ".", name + "(null)");
    }

    private static ScalarSpec prettyString() {
        return scalar("pretty-string")
                .reads(LanguageSetting.BINARY_OUTPUT_STYLE)
                .takes(ANY)
                .gives(DataTypes.StringType)
                .neverNull()
                .kernel(Kernels.<BytesVector>lenientFor(call -> {
                    ValueText text =
                            ValueText.pretty(new ZoneClock(call.settings().zone()), BinaryStyle.of(call.settings()));
                    BytesWriter writer = new BytesWriter();
                    return (in, row, out) -> {
                        writer.clear();
                        text.writeNullable(in.plain(0), in.at(0, row), writer);
                        writer.copyTo(out, row);
                    };
                }))
                .describe("The value as show() prints it.", "`pretty-string`(array(1, null))");
    }
}
