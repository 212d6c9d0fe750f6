package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.BatchContext;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.spi.source.FileBlock;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import java.util.List;
import java.util.function.ToLongFunction;

/** What a row's task knows: its number, and the file it reads. */
public final class TaskFunctions implements FunctionModule {
    /** The lower bits of a number that no other row has count the rows of a task. */
    private static final int ROW_BITS = 33;

    @Override
    public List<String> names() {
        return List.of(
                "spark_partition_id",
                "monotonically_increasing_id",
                "input_file_name",
                "input_file_block_start",
                "input_file_block_length");
    }

    @Override
    public FunctionSpec<?> define(String name) {
        return switch (name) {
            case "spark_partition_id" ->
                ofTask(
                                name,
                                DataTypes.IntegerType,
                                (IntVector out, int row, BatchContext context) ->
                                        out.set(row, context.task().number()))
                        .text(arguments -> "SPARK_PARTITION_ID()")
                        .describe("The number of the task that computes the row.", "spark_partition_id()");
            case "monotonically_increasing_id" ->
                scalar(name)
                        .gives(DataTypes.LongType)
                        .neverNull()
                        .nonDeterministic()
                        .kernel(Kernels.<LongVector>ofBatch(call -> new RowNumbers()))
                        .describe(
                                "A number that no other row of the query has and that grows within a task.",
                                "monotonically_increasing_id()");
            case "input_file_name" ->
                ofTask(
                                name,
                                DataTypes.StringType,
                                (BytesVector out, int row, BatchContext context) -> out.set(
                                        row,
                                        context.task()
                                                .block()
                                                .map(FileBlock::uri)
                                                .orElse("")))
                        .describe("The file that the row was read from, or an empty text.", "input_file_name()");
            case "input_file_block_start" ->
                ofBlock(name, FileBlock::start)
                        .describe("Where the stretch begins that the row was read from, or -1.", name + "()");
            case "input_file_block_length" ->
                ofBlock(name, FileBlock::length)
                        .describe("How long the stretch is that the row was read from, or -1.", name + "()");
            default -> throw FunctionModule.unknown(name);
        };
    }

    /** Sets a row's value to what is known of its task. */
    @FunctionalInterface
    private interface OfTask<R extends ValueVector> {
        void set(R out, int row, BatchContext context);
    }

    private static <R extends ValueVector> ScalarSpec ofTask(String name, DataType type, OfTask<R> value) {
        return scalar(name)
                .gives(type)
                .neverNull()
                .nonDeterministic()
                .kernel(Kernels.<R>ofBatch(call -> (in, row, out, context) -> value.set(out, row, context)));
    }

    private static ScalarSpec ofBlock(String name, ToLongFunction<FileBlock> value) {
        return ofTask(
                name,
                DataTypes.LongType,
                (LongVector out, int row, BatchContext context) -> out.set(
                        row, context.task().block().map(value::applyAsLong).orElse(-1L)));
    }

    /** Counts the rows of a task. */
    private static final class RowNumbers implements Kernels.BatchRowFunction<LongVector> {
        private BatchContext current;
        private long next;

        @Override
        public void apply(Arguments in, int row, LongVector out, BatchContext context) {
            if (current != context) {
                next = (long) context.task().number() << ROW_BITS;
                current = context;
            }
            out.set(row, next++);
        }
    }
}
