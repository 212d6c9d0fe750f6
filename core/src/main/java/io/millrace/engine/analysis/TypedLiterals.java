package io.millrace.engine.analysis;

import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.Constant;
import io.millrace.engine.expression.Expression.Conversion;
import io.millrace.engine.expression.text.TimestampText;
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
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code DATE '2024-05-06'} and the like, with the words that mean a time relative to now. */
final class TypedLiterals {
    private final AnalysisContext context;

    private static final Pattern WORD_AND_ZONE =
            Pattern.compile("(epoch|now|today|tomorrow|yesterday)\\s+(\\S+)", Pattern.CASE_INSENSITIVE);

    TypedLiterals(AnalysisContext context) {
        this.context = context;
    }

    /** @param call whose arguments are the name of the type and the text */
    Expression analyze(FunctionCall call) {
        String typeName = String.valueOf(((Literal) call.arguments().get(0)).value());
        String text = String.valueOf(((Literal) call.arguments().get(1)).value());
        boolean local = context.resolution().localTimestamps() && typeName.equalsIgnoreCase("TIMESTAMP");
        DataType type = local && !namesZone(text) ? DataTypes.TimestampNTZType : DdlParser.parseType(typeName);
        Optional<Expression> special = special(type, text);
        if (special.isPresent()) {
            return special.get();
        }
        Constant value = Constants.fold(
                converted(new Constant(text, DataTypes.StringType), type),
                context.resolution().clock());
        if (value.value() == null) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.INVALID_TYPED_LITERAL,
                            "valueType",
                            "\"" + typeName.toUpperCase(Locale.ROOT) + "\"",
                            "value",
                            "'" + text + "'")
                    .at(call.origin().position()));
        }
        return value;
    }

    /** The current time is a call, so that all of a batch sees the same. */
    private Optional<Expression> special(DataType type, String text) {
        String word = specialWord(type, text.trim());
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

    /** The word without the zone that may follow it and says nothing. */
    private static String specialWord(DataType type, String text) {
        Matcher matcher = WORD_AND_ZONE.matcher(text);
        String word = text.toLowerCase(Locale.ROOT);
        if (!(type instanceof TimestampType) || !matcher.matches()) {
            return word;
        }
        try {
            TimestampText.zoneOf(matcher.group(2));
            return matcher.group(1).toLowerCase(Locale.ROOT);
        } catch (DateTimeException noZone) {
            return word;
        }
    }

    /** Whether a text tells a zone, so that the time is one with a zone whatever TIMESTAMP means. */
    private static boolean namesZone(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        TimestampText reader = new TimestampText(ZoneOffset.UTC);
        reader.parseLocal(bytes, 0, bytes.length, false);
        boolean plain = reader.parsed();
        reader.parseLocal(bytes, 0, bytes.length, true);
        return !plain && reader.parsed();
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
