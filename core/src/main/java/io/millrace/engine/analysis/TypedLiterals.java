package io.millrace.engine.analysis;

import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.Constant;
import io.millrace.engine.expression.Expression.Conversion;
import io.millrace.plan.UnresolvedExpression.FunctionCall;
import io.millrace.plan.UnresolvedExpression.Literal;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DateType;
import io.millrace.types.DdlParser;
import io.millrace.types.TimestampNTZType;
import io.millrace.types.TimestampType;
import java.util.Locale;
import java.util.Optional;

/** {@code DATE '2024-05-06'} and the like, with the words that mean a time relative to now. */
final class TypedLiterals {
    private final AnalysisContext context;

    TypedLiterals(AnalysisContext context) {
        this.context = context;
    }

    /** @param call whose arguments are the name of the type and the text */
    Expression analyze(FunctionCall call) {
        String typeName = String.valueOf(((Literal) call.arguments().get(0)).value());
        String text = String.valueOf(((Literal) call.arguments().get(1)).value());
        DataType type = DdlParser.parseType(typeName);
        Optional<Expression> special = special(type, text.trim().toLowerCase(Locale.ROOT));
        if (special.isPresent()) {
            return special.get();
        }
        Constant value = Constants.fold(converted(new Constant(text, DataTypes.StringType), type));
        if (value.value() == null) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.INVALID_TYPED_LITERAL,
                            "valueType",
                            "\"" + type.sql() + "\"",
                            "value",
                            "'" + text + "'")
                    .at(call.origin().position()));
        }
        return value;
    }

    /** The current time is a call, so that all of a batch sees the same. */
    private Optional<Expression> special(DataType type, String word) {
        boolean moment = type instanceof TimestampType || type instanceof TimestampNTZType;
        if (!moment && !(type instanceof DateType)) {
            return Optional.empty();
        }
        return switch (word) {
            case "epoch" -> Optional.of(new Constant(moment ? (Object) 0L : (Object) 0, type));
            case "now" -> Optional.of(converted(call(moment ? "current_timestamp" : "current_date"), type));
            case "today" -> Optional.of(day(0, type));
            case "tomorrow" -> Optional.of(day(1, type));
            case "yesterday" -> Optional.of(day(-1, type));
            default -> Optional.empty();
        };
    }

    private Expression day(int days, DataType type) {
        Expression today = call("current_date");
        return converted(days == 0 ? today : call("date_add", today, new Constant(days, DataTypes.IntegerType)), type);
    }

    private Expression call(String function, Expression... arguments) {
        return context.functions().resolve(CallSite.of(function, arguments), context.resolution());
    }

    private Expression converted(Expression value, DataType type) {
        return value.type().equals(type)
                ? value
                : new Conversion(value, type, Conversion.Mode.TRY, context.zone(), true);
    }
}
