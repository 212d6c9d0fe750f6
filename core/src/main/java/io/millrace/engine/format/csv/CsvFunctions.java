package io.millrace.engine.format.csv;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.ANY;
import static io.millrace.engine.expression.TypeFamily.STRING;

import io.millrace.engine.expression.BinaryStyle;
import io.millrace.engine.expression.CallErrors;
import io.millrace.engine.expression.Constants;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.LanguageSetting;
import io.millrace.engine.expression.ResolutionContext;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.ValueText;
import io.millrace.engine.expression.Values;
import io.millrace.engine.expression.text.BytesWriter;
import io.millrace.engine.expression.text.ZoneClock;
import io.millrace.engine.format.CorruptRecords;
import io.millrace.engine.format.FunctionOptions;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.format.FileFormat.ReadSettings;
import io.millrace.spi.option.Options;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.ConstantVector;
import io.millrace.spi.vector.StructVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.AtomicType;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.NullType;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Functions between texts of comma-separated values and structs. */
public final class CsvFunctions implements FunctionModule {
    @Override
    public List<String> names() {
        return List.of("from_csv", "to_csv", "schema_of_csv");
    }

    @Override
    public FunctionSpec<?> define(String name) {
        return switch (name) {
            case "from_csv" ->
                scalar(name)
                        .reads(LanguageSetting.TIME_PARSER_POLICY)
                        .takes(STRING.asWritten(), ANY)
                        .optional(ANY)
                        .requires((errors, arguments, context) -> {
                            FunctionOptions.schema(arguments.get(1), context);
                            FunctionOptions.of(errors, arguments, 2);
                        })
                        .checks((errors, arguments, context) -> checkReading(errors, arguments, context))
                        .gives((arguments, context) ->
                                struct(arguments.get(1), context).asNullable())
                        .nullable(arguments -> arguments.getFirst().nullable())
                        .text(arguments -> "from_csv(" + arguments.getFirst() + ")")
                        .kernel(Kernels.<StructVector>strictFor(CsvFunctions::reading))
                        .describe(
                                "The struct that a line of CSV holds, by a schema.",
                                "from_csv('1, 0.8', 'a INT, b DOUBLE')");
            case "to_csv" ->
                scalar(name)
                        .reads(LanguageSetting.BINARY_OUTPUT_STYLE, LanguageSetting.TIME_PARSER_POLICY)
                        .takes(ANY)
                        .optional(ANY)
                        .coerces((arguments, context) -> FunctionOptions.written(arguments))
                        .requires((errors, arguments, context) -> FunctionOptions.of(errors, arguments, 1))
                        .checks((errors, arguments, context) -> checkStruct(errors, arguments.getFirst()))
                        .gives(DataTypes.StringType)
                        .mayBeNull()
                        .text(arguments -> "to_csv(" + arguments.getFirst() + ")")
                        .kernel(Kernels.<BytesVector>strictFor(CsvFunctions::writing))
                        .describe("A struct as a line of CSV.", "to_csv(named_struct('a', 1, 'b', 2))");
            case "schema_of_csv" -> schemaOf();
            default -> throw FunctionModule.unknown(name);
        };
    }

    // from_csv

    private static StructType struct(Expression schema, ResolutionContext context) {
        DataType type = FunctionOptions.schema(schema, context);
        if (type instanceof StructType struct) {
            return struct;
        }
        throw new MillraceException(ErrorDetail.of(
                        ErrorCondition.INVALID_SCHEMA__NON_STRUCT_TYPE,
                        "inputSchema",
                        CallErrors.quoted(Constants.fold(schema)),
                        "dataType",
                        CallErrors.quoted(type))
                .at(context.origin().position()));
    }

    private static MillraceException unsupported(DataType type) {
        return new MillraceException(
                ErrorDetail.of(ErrorCondition.UNSUPPORTED_DATATYPE, "typeName", CallErrors.quoted(type)));
    }

    private static void checkReading(CallErrors errors, List<Expression> arguments, ResolutionContext context) {
        Options given = FunctionOptions.of(errors, arguments, 2);
        FunctionOptions.refuseDropping(errors, errors.call().name(), given);
        CsvOptions options = CsvOptions.of(new ReadSettings(given, context.zone()));
        StructType schema = struct(arguments.get(1), context);
        CorruptRecords.validate(schema, options.corruptColumn());
        for (StructField field : schema) {
            if (!(field.dataType() instanceof AtomicType)) {
                throw unsupported(field.dataType());
            }
        }
    }

    private static Kernels.RowFunction<StructVector> reading(KernelCall call) {
        CsvOptions options = CsvOptions.of(FunctionOptions.reading(call, 2));
        StructType schema = (StructType) call.type();
        CsvRecordParser parser = new CsvRecordParser(schema, schema, options);
        List<ValueVector> fields = new ArrayList<>();
        return (in, row, out) -> {
            BytesVector lines = in.bytes(0);
            int at = in.at(0, row);
            int end = lines.start(at) + lines.length(at);
            if (fields.isEmpty()) {
                for (int i = 0; i < out.fieldCount(); i++) {
                    fields.add(out.child(i));
                }
            }
            parser.take(fields);
            parser.tokens().read(lines.data(), lines.start(at), end, false);
            parser.put(lines.data(), lines.start(at), end, row);
        };
    }

    // to_csv

    private static void checkStruct(CallErrors errors, Expression value) {
        if (!(value.type() instanceof StructType || value.type() instanceof NullType)) {
            throw errors.mismatch(
                    ErrorCondition.DATATYPE_MISMATCH__UNSUPPORTED_INPUT_TYPE,
                    "functionName",
                    "`to_csv`",
                    "dataType",
                    CallErrors.quoted(value.type()));
        }
    }

    private static Kernels.RowFunction<BytesVector> writing(KernelCall call) {
        StructType schema = call.argumentType(0) instanceof StructType struct ? struct : new StructType();
        BytesWriter line = new BytesWriter();
        CsvOptions options = CsvOptions.of(FunctionOptions.writing(call, 1));
        ValueText nested = ValueText.pretty(new ZoneClock(options.zone()), BinaryStyle.of(call.settings()));
        CsvRowWriter writer = new CsvRowWriter(schema, options, line, nested);
        return (in, row, out) -> {
            StructVector structs = (StructVector) in.plain(0);
            line.clear();
            for (int i = 0; i < structs.fieldCount(); i++) {
                writer.write(i, structs.child(i), in.at(0, row));
            }
            line.copyTo(out, row);
        };
    }

    // schema_of_csv

    private static ScalarSpec schemaOf() {
        return scalar("schema_of_csv")
                .reads(LanguageSetting.TIMESTAMP_TYPE, LanguageSetting.TIME_PARSER_POLICY)
                .takes(STRING.asWritten())
                .optional(ANY)
                .requires((errors, arguments, context) -> FunctionOptions.of(errors, arguments, 1))
                .checks((errors, arguments, context) -> FunctionOptions.example(errors, arguments.getFirst(), "csv"))
                .gives(DataTypes.StringType)
                .neverNull()
                .text(arguments -> "schema_of_csv(" + arguments.getFirst() + ")")
                .kernel((call, arguments) -> {
                    ConstantVector schema = Values.constant(typeOf(call).sql(), DataTypes.StringType);
                    return (batch, rows, context) -> schema;
                })
                .describe("The columns of a line of CSV, as DDL.", "schema_of_csv('1,abc')");
    }

    private static StructType typeOf(KernelCall call) {
        Options given = FunctionOptions.of(call.arguments(), 1).with(Map.of("inferSchema", "true", "header", "false"));
        ReadSettings settings = FunctionOptions.reading(call, given);
        CsvOptions options = CsvOptions.of(settings);
        byte[] line = String.valueOf(Constants.fold(call.argument(0)).value()).getBytes(StandardCharsets.UTF_8);
        CsvTokens tokens = new CsvTokens(options);
        tokens.read(line, 0, line.length, false);
        CsvInference inference = new CsvInference(options, settings.localTimestamps());
        inference.first(tokens);
        inference.add(tokens);
        return inference.schema();
    }
}
