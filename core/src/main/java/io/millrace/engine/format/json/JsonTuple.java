package io.millrace.engine.format.json;

import static io.millrace.engine.expression.FunctionSpec.generator;
import static io.millrace.engine.expression.TypeFamily.ANY;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.BatchContext;
import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.Evaluator;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.GeneratorFunction;
import io.millrace.engine.expression.GeneratorSpec;
import io.millrace.engine.expression.text.BytesWriter;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.Selection;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.DataTypes;
import io.millrace.types.StringType;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.List;

/** {@code json_tuple}: one row for each text, with the fields of some names as columns. */
final class JsonTuple implements GeneratorFunction.Generation {
    private final List<Evaluator> evaluators;
    private final Arguments in;
    private final JsonPathReader reader = new JsonPathReader();
    private final List<ValueVector> columns = new ArrayList<>();
    private final List<BytesWriter> texts = new ArrayList<>();
    private final boolean[] found;

    private JsonTuple(List<Evaluator> evaluators) {
        this.evaluators = evaluators;
        this.in = new Arguments(evaluators.size());
        this.found = new boolean[evaluators.size() - 1];
        for (int i = 1; i < evaluators.size(); i++) {
            columns.add(ValueVector.create(DataTypes.StringType));
            texts.add(new BytesWriter());
        }
    }

    static GeneratorSpec define() {
        return generator("json_tuple")
                .takes(ANY, ANY)
                .repeated(ANY)
                .checks((errors, arguments, context) -> check(errors, arguments))
                .gives((arguments, context) -> {
                    StructType type = new StructType();
                    for (int i = 0; i + 1 < arguments.size(); i++) {
                        type = type.add("c" + i, DataTypes.StringType, true);
                    }
                    return type;
                })
                .generation((call, settings, arguments, outer) -> new JsonTuple(arguments))
                .describe("The fields of some names of a JSON object.", "json_tuple('{\"a\":1, \"b\":2}', 'a', 'b')");
    }

    private static void check(CallErrors errors, List<Expression> arguments) {
        for (Expression argument : arguments) {
            if (!(argument.type() instanceof StringType)) {
                throw errors.mismatch(
                        ErrorCondition.DATATYPE_MISMATCH__NON_STRING_TYPE, "funcName", errors.functionName());
            }
        }
    }

    @Override
    public List<ValueVector> generate(
            ColumnBatch batch, Selection rows, BatchContext context, GeneratorFunction.Origins target) {
        for (int i = 0; i < evaluators.size(); i++) {
            in.set(i, evaluators.get(i).evaluate(batch, rows, context));
        }
        for (ValueVector column : columns) {
            column.reset(rows.count());
        }
        List<byte[]> names = new ArrayList<>();
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.position(i);
            names.clear();
            for (int n = 1; n < in.count(); n++) {
                names.add(in.isNull(n, row) ? null : in.bytes(n).copyBytes(in.at(n, row)));
            }
            boolean object = !in.isNull(0, row) && read(row, names);
            for (int c = 0; c < columns.size(); c++) {
                BytesVector column = (BytesVector) columns.get(c);
                if (object && found[c]) {
                    texts.get(c).copyTo(column, i);
                } else {
                    column.setNull(i);
                }
            }
            target.add(row);
        }
        return columns;
    }

    private boolean read(int row, List<byte[]> names) {
        BytesVector json = in.bytes(0);
        int at = in.at(0, row);
        return reader.readFields(json.data(), json.start(at), json.start(at) + json.length(at), names, texts, found);
    }
}
