package io.millrace;

import io.millrace.plan.Origin;
import io.millrace.plan.TypedFunction;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.Alias;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UnresolvedPlan.Project;
import io.millrace.plan.UnresolvedPlan.ToNames;
import io.millrace.plan.UnresolvedPlan.Typed;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A plan whose columns are exactly those of an encoder, in order, so that its rows can be decoded.
 *
 * @param encoder decodes the plan's rows
 */
record TypedInput<T>(UnresolvedPlan plan, Encoder<T> encoder) {

    static <T> TypedInput<T> of(Dataset<T> dataset) {
        return of(dataset.plan(), dataset);
    }

    /** The {@code plan} has the columns of the Dataset, for example its first rows. */
    static <T> TypedInput<T> of(UnresolvedPlan plan, Dataset<T> dataset) {
        Encoder<T> encoder = dataset.encoder();
        int[] positions = positions(dataset);
        if (fits(dataset.schema(), encoder.schema(), positions)
                && positions.length == dataset.schema().length()
                && isIdentity(positions)) {
            return new TypedInput<>(plan, encoder);
        }
        return new TypedInput<>(project(plan, dataset.schema(), encoder.schema(), positions), encoder);
    }

    /** Like {@link #of}, but leaves columns that the encoder does not need in the plan, where no conversion is needed. */
    static <T> TypedInput<T> keepingColumns(Dataset<T> dataset) {
        int[] positions = positions(dataset);
        if (fits(dataset.schema(), dataset.encoder().schema(), positions)) {
            Encoder<T> encoder = isIdentity(positions)
                            && positions.length == dataset.schema().length()
                    ? dataset.encoder()
                    : new SelectingEncoder<>(dataset.encoder(), dataset.schema(), positions);
            return new TypedInput<>(dataset.plan(), encoder);
        }
        return of(dataset);
    }

    UnresolvedPlan apply(TypedFunction kind, Object function, Encoder<?> output) {
        return new Typed(
                plan, kind, function, encoder, Optional.empty(), Optional.empty(), output, PlanTree.newOrigin());
    }

    /** Which column goes to which field of the encoder. */
    private static int[] positions(Dataset<?> dataset) {
        Encoder<?> encoder = dataset.encoder();
        StructType schema = dataset.schema();
        if (encoder instanceof RowEncoder) {
            return IntStream.range(0, schema.length()).toArray();
        }
        if (encoder.isFlat()) {
            if (schema.length() != 1) {
                throw Errors.analysis(
                        ErrorCondition.NUM_COLUMNS_MISMATCH,
                        "operator",
                        "as",
                        "firstNumColumns",
                        "1",
                        "invalidOrdinalNum",
                        "1",
                        "invalidNumColumns",
                        String.valueOf(schema.length()));
            }
            return new int[] {0};
        }
        return Arrays.stream(encoder.schema().fieldNames())
                .mapToInt(name -> position(schema, name))
                .toArray();
    }

    private static int position(StructType schema, String name) {
        List<String> names = Arrays.asList(schema.fieldNames());
        int exact = names.indexOf(name);
        if (exact >= 0) {
            return exact;
        }
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                return i;
            }
        }
        throw Errors.analysis(
                ErrorCondition.UNRESOLVED_COLUMN__WITH_SUGGESTION,
                "objectName",
                Names.quoted(name),
                "proposal",
                String.join(", ", names.stream().map(Names::quoted).toList()));
    }

    private static boolean isIdentity(int[] positions) {
        return Arrays.equals(positions, IntStream.range(0, positions.length).toArray());
    }

    private static boolean fits(StructType schema, StructType target, int[] positions) {
        for (int i = 0; i < positions.length; i++) {
            if (!TypeAdaptation.isSame(
                    schema.field(positions[i]).dataType(), target.field(i).dataType())) {
                return false;
            }
        }
        return true;
    }

    private static UnresolvedPlan project(UnresolvedPlan plan, StructType schema, StructType target, int[] positions) {
        List<String> names =
                IntStream.range(0, schema.length()).mapToObj(i -> "c" + i).toList();
        List<UnresolvedExpression> output = new ArrayList<>();
        for (int i = 0; i < positions.length; i++) {
            StructField field = target.field(i);
            UnresolvedExpression value = TypeAdaptation.adapt(
                    UnresolvedExpression.column(names.get(positions[i])),
                    schema.field(positions[i]).dataType(),
                    field.dataType());
            output.add(new Alias(value, List.of(field.name()), Optional.empty(), Origin.NONE));
        }
        return new Project(new ToNames(plan, names, Origin.NONE), output, PlanTree.newOrigin());
    }

    /** Decodes rows that have more columns, or another order, than the values need. Never encodes. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record SelectingEncoder<T>(Encoder<T> target, StructType schema, int[] positions) implements Encoder<T> {
        @Override
        public Class<?> type() {
            return target.type();
        }

        @Override
        public boolean isFlat() {
            return false;
        }

        @Override
        public Object[] toCells(T value) {
            throw new UnsupportedOperationException("Rows pass through a filter as they are");
        }

        @Override
        public T fromCells(Object[] cells) {
            Object[] selected = new Object[positions.length];
            for (int i = 0; i < selected.length; i++) {
                selected[i] = cells[positions[i]];
            }
            return target.fromCells(selected);
        }
    }
}
