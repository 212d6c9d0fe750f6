package io.millrace;

import static io.millrace.plan.UnresolvedExpression.call;

import io.millrace.expressions.Window;
import io.millrace.expressions.WindowSpec;
import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.Alias;
import io.millrace.plan.UnresolvedExpression.Cast;
import io.millrace.plan.UnresolvedExpression.CastKind;
import io.millrace.plan.UnresolvedExpression.ExtractValue;
import io.millrace.plan.UnresolvedExpression.FunctionCall;
import io.millrace.plan.UnresolvedExpression.InSubquery;
import io.millrace.plan.UnresolvedExpression.NullOrder;
import io.millrace.plan.UnresolvedExpression.SortOrder;
import io.millrace.plan.UnresolvedExpression.UpdateField;
import io.millrace.types.DataType;
import io.millrace.types.Metadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A value computed for each row, not yet tied to any data. Immutable.
 *
 * <p>A column wraps an unresolved expression. Operators are calls by their SQL symbols, so that a column and the same
 * text in SQL give equal expressions. Arguments of type {@code Object} may be columns or constants.
 */
public class Column {
    private final UnresolvedExpression expression;

    /** The column of a name such as {@code a}, {@code t.a} or {@code *}. */
    public Column(String name) {
        this(Names.reference(name, Origin.NONE));
    }

    Column(UnresolvedExpression expression) {
        this.expression = expression;
    }

    /** For engines and front ends: the column of an expression. */
    public static Column of(UnresolvedExpression expression) {
        return new Column(expression);
    }

    /** For engines and front ends: the expression. */
    public UnresolvedExpression expression() {
        return expression;
    }

    private Column operator(String function, Object... arguments) {
        UnresolvedExpression[] all = new UnresolvedExpression[arguments.length + 1];
        all[0] = expression;
        for (int i = 0; i < arguments.length; i++) {
            all[i + 1] = Literals.of(arguments[i]);
        }
        return new Column(call(function, all));
    }

    // Comparison and logic

    public Column equalTo(Object other) {
        return operator("=", other);
    }

    public Column notEqual(Object other) {
        return operator("!=", other);
    }

    public Column gt(Object other) {
        return operator(">", other);
    }

    public Column lt(Object other) {
        return operator("<", other);
    }

    public Column leq(Object other) {
        return operator("<=", other);
    }

    public Column geq(Object other) {
        return operator(">=", other);
    }

    /** Equality that holds between nulls. */
    public Column eqNullSafe(Object other) {
        return operator("<=>", other);
    }

    public Column between(Object lowerBound, Object upperBound) {
        return operator("between", lowerBound, upperBound);
    }

    public Column or(Column other) {
        return operator("or", other);
    }

    public Column and(Column other) {
        return operator("and", other);
    }

    public Column isNaN() {
        return operator("isnan");
    }

    public Column isNull() {
        return operator("isnull");
    }

    public Column isNotNull() {
        return operator("isnotnull");
    }

    public Column isin(Object... list) {
        return operator("in", list);
    }

    public Column isInCollection(Iterable<?> values) {
        List<Object> list = new ArrayList<>();
        values.forEach(list::add);
        return operator("in", list.toArray());
    }

    /** Whether the value is among the rows of a Dataset with one column, or with one for each field of a struct. */
    public Column isin(Dataset<?> ds) {
        List<UnresolvedExpression> values =
                expression instanceof FunctionCall struct && struct.name().equals(List.of("struct"))
                        ? struct.arguments()
                        : List.of(expression);
        return new Column(new InSubquery(values, ds.plan(), Origin.NONE));
    }

    // Branches

    /** Another branch, after {@link Functions#when}. */
    public Column when(Column condition, Object value) {
        FunctionCall branches = branches("when");
        List<UnresolvedExpression> arguments = new ArrayList<>(branches.arguments());
        arguments.add(condition.expression);
        arguments.add(Literals.of(value));
        return new Column(call("when", arguments.toArray(UnresolvedExpression[]::new)));
    }

    /** The value when no branch applies; without it, null. */
    public Column otherwise(Object value) {
        FunctionCall branches = branches("otherwise");
        List<UnresolvedExpression> arguments = new ArrayList<>(branches.arguments());
        arguments.add(Literals.of(value));
        return new Column(call("when", arguments.toArray(UnresolvedExpression[]::new)));
    }

    private FunctionCall branches(String method) {
        if (expression instanceof FunctionCall branches
                && branches.name().equals(List.of("when"))
                && branches.arguments().size() % 2 == 0) {
            return branches;
        }
        throw new IllegalArgumentException(method + "() can only follow when(), and otherwise() only once");
    }

    // Arithmetic

    public Column plus(Object other) {
        return operator("+", other);
    }

    public Column minus(Object other) {
        return operator("-", other);
    }

    public Column multiply(Object other) {
        return operator("*", other);
    }

    public Column divide(Object other) {
        return operator("/", other);
    }

    public Column mod(Object other) {
        return operator("%", other);
    }

    public Column bitwiseOR(Object other) {
        return operator("|", other);
    }

    public Column bitwiseAND(Object other) {
        return operator("&", other);
    }

    public Column bitwiseXOR(Object other) {
        return operator("^", other);
    }

    // Text

    public Column like(String literal) {
        return operator("like", literal);
    }

    public Column rlike(String literal) {
        return operator("rlike", literal);
    }

    public Column ilike(String literal) {
        return operator("ilike", literal);
    }

    public Column contains(Object other) {
        return operator("contains", other);
    }

    public Column startsWith(Column other) {
        return operator("startswith", other);
    }

    public Column startsWith(String literal) {
        return operator("startswith", literal);
    }

    public Column endsWith(Column other) {
        return operator("endswith", other);
    }

    public Column endsWith(String literal) {
        return operator("endswith", literal);
    }

    public Column substr(Column startPos, Column len) {
        return operator("substr", startPos, len);
    }

    public Column substr(int startPos, int len) {
        return operator("substr", startPos, len);
    }

    // Nested values

    /** An element of an array, a value of a map or a field of a struct. */
    public Column apply(Object extraction) {
        return new Column(new ExtractValue(expression, Literals.of(extraction), Origin.NONE));
    }

    public Column getItem(Object key) {
        return apply(key);
    }

    public Column getField(String fieldName) {
        return apply((Object) fieldName);
    }

    /** The struct with a field added or replaced; the name may be a path. */
    public Column withField(String fieldName, Column col) {
        return new Column(new UpdateField(expression, fieldName, Optional.of(col.expression), Origin.NONE));
    }

    /** The struct without these fields; names may be paths. */
    public Column dropFields(String... fieldNames) {
        UnresolvedExpression struct = expression;
        for (String name : fieldNames) {
            struct = new UpdateField(struct, name, Optional.empty(), Origin.NONE);
        }
        return new Column(struct);
    }

    // Names and types

    public Column alias(String alias) {
        return name(alias);
    }

    public Column as(String alias) {
        return name(alias);
    }

    /** Names for the columns of a generator that gives several. */
    public Column as(String[] aliases) {
        return new Column(new Alias(expression, List.of(aliases), Optional.empty(), Origin.NONE));
    }

    public Column as(String alias, Metadata metadata) {
        return new Column(new Alias(expression, List.of(alias), Optional.of(metadata), Origin.NONE));
    }

    public Column name(String alias) {
        return new Column(new Alias(expression, List.of(alias), Optional.empty(), Origin.NONE));
    }

    /** The same column, with the encoder of its values. */
    public <U> TypedColumn<Object, U> as(Encoder<U> encoder) {
        return new TypedColumn<>(expression, encoder);
    }

    public Column cast(DataType to) {
        return new Column(new Cast(expression, to, CastKind.SESSION, Origin.NONE));
    }

    public Column cast(String to) {
        return cast(Names.type(to));
    }

    public Column try_cast(DataType to) {
        return new Column(new Cast(expression, to, CastKind.TRY, Origin.NONE));
    }

    public Column try_cast(String to) {
        return try_cast(Names.type(to));
    }

    // Order

    public Column desc() {
        return order(false, NullOrder.LAST);
    }

    public Column desc_nulls_first() {
        return order(false, NullOrder.FIRST);
    }

    public Column desc_nulls_last() {
        return order(false, NullOrder.LAST);
    }

    public Column asc() {
        return order(true, NullOrder.FIRST);
    }

    public Column asc_nulls_first() {
        return order(true, NullOrder.FIRST);
    }

    public Column asc_nulls_last() {
        return order(true, NullOrder.LAST);
    }

    private Column order(boolean ascending, NullOrder nulls) {
        return new Column(new SortOrder(expression, ascending, nulls, Origin.NONE));
    }

    // Windows, and the rest

    public Column over(WindowSpec window) {
        return window.withAggregate(this);
    }

    /** The function over all rows. */
    public Column over() {
        return over(Window.partitionBy(new Column[0]));
    }

    /** The result of a function of this column. */
    public Column transform(Function<Column, Column> f) {
        return f.apply(this);
    }

    /** Prints the expression. */
    public void explain(boolean extended) {
        System.out.println(extended ? expression.toString() : toString());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Column that && that.expression.equals(expression);
    }

    @Override
    public int hashCode() {
        return expression.hashCode();
    }

    /** The expression as text, close to SQL. */
    @Override
    public String toString() {
        return ExpressionText.of(expression);
    }
}
