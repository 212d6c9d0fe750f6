package io.millrace.engine.analysis;

import io.millrace.engine.builtin.ZeroSigns;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.CommonTypes;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.Constant;
import io.millrace.engine.expression.TypeCoercion;
import io.millrace.engine.logical.Assignment;
import io.millrace.engine.logical.Conjunction;
import io.millrace.engine.logical.LogicalPlan;
import io.millrace.engine.logical.Operators;
import io.millrace.engine.logical.RowNumbers;
import io.millrace.engine.logical.WrittenAs;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UnresolvedPlan.JoinKind;
import io.millrace.plan.UnresolvedPlan.SetKind;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.ArrayType;
import io.millrace.types.DataType;
import io.millrace.types.MapType;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** UNION, INTERSECT and EXCEPT: columns find each other by position or name, and get common types. */
final class SetOperations {
    private final AnalysisContext context;
    private final Analyzer analyzer;
    private final NameResolver names;

    SetOperations(AnalysisContext context, Analyzer analyzer) {
        this.context = context;
        this.analyzer = analyzer;
        this.names = new NameResolver(context.caseSensitive());
    }

    Analyzed resolve(UnresolvedPlan.SetOperation operation) {
        return of(operation, analyzer.resolve(operation.left()), analyzer.resolve(operation.right()));
    }

    /** The operation over its sides, which are typed already. */
    Analyzed of(UnresolvedPlan.SetOperation operation, Analyzed left, Analyzed right) {
        List<Expression> leftColumns = new ArrayList<>(left.scope().attributes());
        List<Expression> rightColumns = new ArrayList<>(right.scope().attributes());
        if (operation.byName()) {
            rightColumns = byName(operation, leftColumns, rightColumns);
        }
        requireSameWidth(operation, leftColumns.size(), rightColumns.size());
        LogicalPlan widerLeft = aligned(left.plan(), leftColumns, rightColumns, operation);
        LogicalPlan widerRight = aligned(right.plan(), rightColumns, leftColumns, operation);
        if (operation.kind() != SetKind.UNION || !operation.all()) {
            refuseMaps(widerLeft.output());
        }
        LogicalPlan plan = combine(operation, widerLeft, widerRight);
        return new Analyzed(plan, Scope.of(plan.output()));
    }

    /** The rows without duplicates; of a stream they are groups without aggregates. */
    static LogicalPlan distinct(LogicalPlan plan, List<Attribute> keys) {
        return plan.isStreaming()
                ? new LogicalPlan.Aggregate(
                        plan, keys.stream().map(Assignment::pass).toList(), List.of())
                : new LogicalPlan.Deduplicate(plan, keys, false);
    }

    /** Rows with maps cannot be compared, be it to find duplicates or to look for them elsewhere. */
    static void refuseMaps(List<Attribute> columns) {
        for (Attribute column : columns) {
            if (holdsMap(column.type())) {
                throw new MillraceException(ErrorDetail.of(
                        ErrorCondition.UNSUPPORTED_FEATURE__SET_OPERATION_ON_MAP_TYPE,
                        "colName",
                        NameResolver.quoted(List.of(column.name())),
                        "dataType",
                        CallErrors.quoted(column.type())));
            }
        }
    }

    private static boolean holdsMap(DataType type) {
        return switch (type) {
            case MapType ignored -> true;
            case ArrayType array -> holdsMap(array.elementType());
            case StructType struct -> Arrays.stream(struct.fields()).anyMatch(field -> holdsMap(field.dataType()));
            default -> false;
        };
    }

    static void requireSameWidth(UnresolvedPlan.SetOperation operation, int left, int right) {
        if (left != right) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.NUM_COLUMNS_MISMATCH,
                            "operator",
                            name(operation),
                            "firstNumColumns",
                            String.valueOf(left),
                            "invalidOrdinalNum",
                            "second",
                            "invalidNumColumns",
                            String.valueOf(right))
                    .at(operation.origin().position()));
        }
    }

    private LogicalPlan combine(UnresolvedPlan.SetOperation operation, LogicalPlan left, LogicalPlan right) {
        if (operation.kind() == SetKind.UNION) {
            List<Attribute> output = new ArrayList<>();
            for (int i = 0; i < left.output().size(); i++) {
                Attribute first = left.output().get(i);
                Attribute second = right.output().get(i);
                output.add(Attribute.create(
                        first.name(),
                        CommonTypes.merged(List.of(first, second)),
                        first.nullable() || second.nullable(),
                        first.metadata()));
            }
            LogicalPlan union = new LogicalPlan.Union(List.of(left, right), output);
            return operation.all() ? union : distinct(union, output);
        }
        boolean intersects = operation.kind() == SetKind.INTERSECT;
        if (intersects && (left.isStreaming() || right.isStreaming())) {
            // What Spark knows of a stream stays as it was written, to be refused as such.
            LogicalPlan matched = matched(WrittenAs.INTERSECT, left, right);
            return new LogicalPlan.Deduplicate(matched, matched.output(), false);
        }
        boolean streaming = left.isStreaming() || right.isStreaming();
        if (!operation.all() || streaming) {
            // That rows of a stream may be there several times is refused by the name of the operation.
            WrittenAs exception = operation.all() ? WrittenAs.EXCEPT_ALL : WrittenAs.EXCEPT;
            LogicalPlan matched = matched(intersects ? WrittenAs.INTERSECT : exception, left, right);
            return distinct(matched, matched.output());
        }
        LogicalPlan numbered = matched(
                intersects ? WrittenAs.INTERSECT : WrittenAs.EXCEPT_ALL,
                RowNumbers.within(left, left.output(), List.of()),
                RowNumbers.within(right, right.output(), List.of()));
        return new LogicalPlan.Project(
                numbered,
                numbered.output().subList(0, left.output().size()).stream()
                        .map(column -> new Assignment(column, ZeroSigns.without(column, context.resolution())))
                        .toList());
    }

    /**
     * The rows of the left side that have, or lack, an equal one on the right. With ALL, equal rows are numbered first, so
     * that each has its own.
     */
    private static LogicalPlan matched(WrittenAs set, LogicalPlan left, LogicalPlan right) {
        boolean common = set == WrittenAs.INTERSECT;
        List<Expression> same = new ArrayList<>();
        List<Attribute> output = new ArrayList<>();
        for (int i = 0; i < left.output().size(); i++) {
            Attribute mine = left.output().get(i);
            Attribute theirs = right.output().get(i);
            same.add(Operators.call("<=>", mine, theirs));
            output.add(mine.withNullable(mine.nullable() && (!common || theirs.nullable())));
        }
        JoinKind kind = common ? JoinKind.LEFT_SEMI : JoinKind.LEFT_ANTI;
        return new LogicalPlan.Join(left, right, kind, Conjunction.ifAny(same), output, set);
    }

    /** A name that no column has. */
    static MillraceException notAmong(String name, List<Attribute> columns) {
        return new MillraceException(ErrorDetail.of(
                ErrorCondition.UNRESOLVED_COLUMN_AMONG_FIELD_NAMES,
                "colName",
                name,
                "fieldNames",
                columns.stream().map(Attribute::name).collect(Collectors.joining(", "))));
    }

    private List<Expression> byName(
            UnresolvedPlan.SetOperation operation, List<Expression> left, List<Expression> right) {
        List<Expression> ordered = new ArrayList<>();
        List<Expression> rest = new ArrayList<>(right);
        for (Expression column : left) {
            String name = ((Attribute) column).name();
            Optional<Expression> match = right.stream()
                    .filter(candidate -> names.sameName(((Attribute) candidate).name(), name))
                    .findFirst();
            if (match.isEmpty() && !operation.allowMissingColumns()) {
                throw notAmong(name, right.stream().map(Attribute.class::cast).toList());
            }
            ordered.add(match.orElseGet(() -> new Constant(null, column.type())));
            match.ifPresent(rest::remove);
        }
        if (operation.allowMissingColumns()) {
            for (Expression extra : rest) {
                left.add(new Constant(null, extra.type()));
                ordered.add(extra);
            }
        } else {
            ordered.addAll(rest);
        }
        return ordered;
    }

    /** One side, with its columns converted to what both sides have in common. */
    private LogicalPlan aligned(
            LogicalPlan plan,
            List<Expression> columns,
            List<Expression> others,
            UnresolvedPlan.SetOperation operation) {
        List<Assignment> assignments = new ArrayList<>();
        boolean changed = columns.size() != plan.output().size();
        for (int i = 0; i < columns.size(); i++) {
            Expression column = columns.get(i);
            DataType type = commonType(column, others.get(i), i, operation);
            Expression value = context.resolution().at(operation.origin()).convert(column, type);
            if (value instanceof Attribute attribute) {
                changed |= !plan.output().get(i).equals(attribute);
                assignments.add(Assignment.pass(attribute));
            } else {
                changed = true;
                String name =
                        column instanceof Attribute attribute ? attribute.name() : ((Attribute) others.get(i)).name();
                assignments.add(new Assignment(Attribute.create(name, value.type(), value.nullable()), value));
            }
        }
        return changed ? new LogicalPlan.Project(plan, assignments) : plan;
    }

    private DataType commonType(Expression column, Expression other, int index, UnresolvedPlan.SetOperation operation) {
        return TypeCoercion.wider(
                        column.type(), other.type(), context.resolution().ansi())
                .orElseThrow(() -> new MillraceException(ErrorDetail.of(
                                ErrorCondition.INCOMPATIBLE_COLUMN_TYPE,
                                "operator",
                                name(operation),
                                "columnOrdinalNumber",
                                ordinal(index),
                                "tableOrdinalNumber",
                                "second",
                                "dataType1",
                                "\"" + other.type().sql() + "\"",
                                "dataType2",
                                "\"" + column.type().sql() + "\"",
                                "hint",
                                "")
                        .at(operation.origin().position())));
    }

    private static String name(UnresolvedPlan.SetOperation operation) {
        boolean shown = operation.all() && operation.kind() != SetKind.UNION;
        return operation.kind().name() + (shown ? " ALL" : "");
    }

    private static String ordinal(int index) {
        return switch (index) {
            case 0 -> "first";
            case 1 -> "second";
            case 2 -> "third";
            default -> (index + 1) + "th";
        };
    }
}
