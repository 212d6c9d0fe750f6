package io.millrace.engine.builtin;

import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.DecimalRules;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.ImplicitTypes;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.TypeCoercion;
import io.millrace.engine.expression.TypeFamily;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.types.ByteType;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DecimalType;
import io.millrace.types.DoubleType;
import io.millrace.types.FloatType;
import io.millrace.types.IntegralType;
import io.millrace.types.NullType;
import io.millrace.types.NumericType;
import io.millrace.types.StringType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** How the two sides of an operator are brought to types that go together. */
final class OperatorCoercion {
    private OperatorCoercion() {}

    /** The sides of an arithmetic or bit operator. Decimals keep their own digits. */
    static List<Expression> sides(List<Expression> arguments, TypeFamily family, ResolutionContext context) {
        List<Expression> sides = promoteStrings(arguments, context);
        Expression left = sides.get(0);
        Expression right = sides.get(1);
        if (left.type() instanceof DecimalType != right.type() instanceof DecimalType
                && !(left.type() instanceof NullType)
                && !(right.type() instanceof NullType)) {
            return besideDecimal(left, right, context);
        }
        if ((left.type() instanceof DecimalType && right.type() instanceof DecimalType)
                || (left.type().equals(right.type()) && !(left.type() instanceof NullType))) {
            return sides;
        }
        if (left.type() instanceof NullType && right.type() instanceof NullType) {
            return nulls(ImplicitTypes.of(left.type(), family, context.ansi()).orElse(left.type()));
        }
        Optional<DataType> common =
                TypeCoercion.tightest(left.type(), right.type(), context.ansi()).filter(family::accepts);
        return common.map(type -> List.of(context.convert(left, type), context.convert(right, type)))
                .orElse(sides);
    }

    /** Where neither side has a type, literals take their place. */
    static List<Expression> nulls(DataType type) {
        Expression none = new Expression.Constant(null, type);
        return List.of(none, none);
    }

    /** In ANSI mode a string takes the other side's kind; else it becomes a double in arithmetic. */
    static List<Expression> promoteStrings(List<Expression> arguments, ResolutionContext context) {
        Expression left = arguments.get(0);
        Expression right = arguments.get(1);
        if (!(left.type() instanceof StringType) && !(right.type() instanceof StringType)) {
            return arguments;
        }
        if (!context.ansi()) {
            return List.of(stringAsDouble(left, context), stringAsDouble(right, context));
        }
        return TypeCoercion.stringPromotion(left.type(), right.type())
                .map(type -> List.of(context.convert(left, type), context.convert(right, type)))
                .orElse(arguments);
    }

    private static Expression stringAsDouble(Expression side, ResolutionContext context) {
        return side.type() instanceof StringType ? context.convert(side, DataTypes.DoubleType) : side;
    }

    /** A whole number beside a decimal becomes one, a literal but a TINYINT with no more digits than it has; a float makes doubles. */
    static List<Expression> besideDecimal(Expression left, Expression right, ResolutionContext context) {
        boolean floating = left.type() instanceof FloatType
                || left.type() instanceof DoubleType
                || right.type() instanceof FloatType
                || right.type() instanceof DoubleType;
        if (floating) {
            return List.of(context.convert(left, DataTypes.DoubleType), context.convert(right, DataTypes.DoubleType));
        }
        return List.of(wholeAsDecimal(left, context), wholeAsDecimal(right, context));
    }

    private static Expression wholeAsDecimal(Expression side, ResolutionContext context) {
        if (!(side.type() instanceof IntegralType whole)) {
            return side;
        }
        DecimalType type = side instanceof Expression.Constant constant
                        && constant.value() instanceof Number number
                        && !(whole instanceof ByteType)
                ? DecimalRules.forValue(BigDecimal.valueOf(number.longValue()))
                : DecimalRules.forType(whole);
        return context.convert(side, type);
    }

    /** The sides of {@code /}: doubles unless both are decimals. */
    static List<Expression> division(List<Expression> arguments, ResolutionContext context) {
        List<Expression> sides = sides(arguments, TypeFamily.NUMERIC, context);
        boolean numbers = sides.stream().allMatch(side -> side.type() instanceof NumericType);
        boolean decimals = sides.stream().allMatch(side -> side.type() instanceof DecimalType)
                && !(arguments.getFirst().type() instanceof NullType);
        if (!numbers || decimals) {
            return sides;
        }
        return List.of(
                context.convert(sides.get(0), DataTypes.DoubleType),
                context.convert(sides.get(1), DataTypes.DoubleType));
    }

    /** The sides of {@code div}: longs unless decimals or intervals. */
    static List<Expression> wholeDivision(List<Expression> arguments, TypeFamily family, ResolutionContext context) {
        List<Expression> sides = sides(arguments, family, context);
        boolean floats = arguments.stream().anyMatch(side -> side.type() instanceof FloatType)
                && arguments.stream().anyMatch(side -> side.type() instanceof DecimalType);
        if (floats) {
            // Only the decimal is brought to a common type.
            return arguments.stream()
                    .map(side ->
                            side.type() instanceof DecimalType ? context.convert(side, DataTypes.DoubleType) : side)
                    .toList();
        }
        return sides.stream()
                .map(side -> side.type() instanceof IntegralType || side.type() instanceof NullType
                        ? context.convert(side, DataTypes.LongType)
                        : side)
                .toList();
    }

    /** Refuses sides of different types, and of a type that the operator does not take. */
    static void check(CallErrors errors, List<Expression> arguments, TypeFamily family) {
        DataType left = arguments.get(0).type();
        DataType right = arguments.get(1).type();
        boolean decimals = left instanceof DecimalType && right instanceof DecimalType && family.accepts(left);
        if (!decimals && !TypeCoercion.sameType(left, right)) {
            throw errors.mismatch(
                    ErrorCondition.DATATYPE_MISMATCH__BINARY_OP_DIFF_TYPES,
                    "left",
                    CallErrors.quoted(left),
                    "right",
                    CallErrors.quoted(right));
        }
        if (!family.accepts(left)) {
            throw errors.mismatch(
                    ErrorCondition.DATATYPE_MISMATCH__BINARY_OP_WRONG_TYPE,
                    "inputType",
                    family.label(),
                    "actualDataType",
                    CallErrors.quoted(left));
        }
    }
}
