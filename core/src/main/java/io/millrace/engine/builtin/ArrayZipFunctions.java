package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.TypeFamily.ANY;
import static io.millrace.engine.expression.TypeFamily.ARRAY;
import static io.millrace.engine.expression.TypeFamily.INT;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.Attribute;
import io.millrace.engine.expression.CommonTypes;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.LanguageSetting;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.vector.ListVector;
import io.millrace.spi.vector.StructVector;
import io.millrace.spi.vector.ValueVector;
import io.millrace.types.ArrayType;
import io.millrace.types.StructType;
import java.util.List;

/** Arrays with elements put in or beside each other. */
public final class ArrayZipFunctions implements FunctionModule {
    /** No array is longer, as on Spark. */
    private static final int MAXIMUM_LENGTH = Integer.MAX_VALUE - 15;

    @Override
    public List<String> names() {
        return List.of("array_insert", "arrays_zip");
    }

    @Override
    public FunctionSpec<?> define(String name) {
        return switch (name) {
            case "array_insert" -> insert();
            case "arrays_zip" -> zip();
            default -> throw FunctionModule.unknown(name);
        };
    }

    private static ScalarSpec insert() {
        return scalar("array_insert")
                .takes(ANY, ANY, ANY)
                .reads(LanguageSetting.LEGACY_ARRAY_INSERT)
                .coerces((arguments, context) -> {
                    List<Expression> pair = ListKernels.align(List.of(arguments.get(0), arguments.get(2)), context);
                    return List.of(pair.get(0), arguments.get(1), pair.get(1));
                })
                .checks((errors, arguments, context) -> {
                    if (arguments.get(0).type() instanceof ArrayType
                            && !INT.accepts(arguments.get(1).type())) {
                        throw errors.unexpectedType(1, INT, arguments.get(1));
                    }
                    ListKernels.requireElement(errors, arguments.get(0), arguments.get(2));
                })
                .gives((arguments, context) ->
                        CommonTypes.asNullable(arguments.getFirst().type()))
                .nullable(arguments ->
                        arguments.get(0).nullable() || arguments.get(1).nullable())
                .kernel(Kernels.<ListVector>lenientFor(call -> (in, row, out) -> {
                    if (in.isNull(0, row) || in.isNull(1, row)) {
                        out.setNull(row);
                        return;
                    }
                    int given = in.intAt(1, row);
                    boolean before = given < 0 && call.settings().flag(LanguageSetting.LEGACY_ARRAY_INSERT);
                    int position = before ? given - 1 : given;
                    if (position == 0) {
                        throw new MillraceException(call.settings().error(ErrorCondition.INVALID_INDEX_OF_ZERO));
                    }
                    int length = in.list(0).length(in.at(0, row));
                    long last =
                            position > 0 ? Math.max(length + 1L, position) : Math.max(length + 1L, -(long) position);
                    if (last > MAXIMUM_LENGTH) {
                        throw new MillraceException(call.settings()
                                .error(
                                        ErrorCondition.COLLECTION_SIZE_LIMIT_EXCEEDED__FUNCTION,
                                        "numberOfElements",
                                        String.valueOf(last),
                                        "maxRoundedArrayLength",
                                        String.valueOf(MAXIMUM_LENGTH),
                                        "functionName",
                                        "`array_insert`"));
                    }
                    insert(in, row, position, (int) last, out);
                }))
                .describe(
                        "The array with an element put in at a position, from 1 or back from the end.",
                        "array_insert(array(1, 2, 3, 4), 5, 5)");
    }

    /** Positions beyond either end leave nulls between. */
    private static void insert(Arguments in, int row, int position, int total, ListVector out) {
        ListVector lists = in.list(0);
        int list = in.at(0, row);
        int length = lists.length(list);
        int index = position > 0 ? position - 1 : total + position;
        // where the old elements begin: behind the new one and nulls when it goes before the beginning
        int shift = position < 0 && total > length + 1 ? total - length : 0;
        int at = out.allocate(row, total);
        for (int i = 0; i < total; i++) {
            int source = shift > 0 ? i - shift : i < index ? i : i - 1;
            if (i == index) {
                out.elements().copyFrom(in.plain(2), in.at(2, row), at + i);
            } else if (source >= 0 && source < length) {
                out.elements().copyFrom(lists.elements(), lists.start(list) + source, at + i);
            } else {
                out.elements().setNull(at + i);
            }
        }
    }

    private static ScalarSpec zip() {
        return scalar("arrays_zip")
                .notConstant()
                .nullTolerant()
                .repeated(ARRAY)
                .gives((arguments, context) -> {
                    StructType element = new StructType();
                    for (int i = 0; i < arguments.size(); i++) {
                        ArrayType array = (ArrayType) arguments.get(i).type();
                        element = element.add(fieldName(arguments.get(i), i), array.elementType(), true);
                    }
                    return new ArrayType(element, false);
                })
                .kernel(Kernels.<ListVector>strict(ArrayZipFunctions::zip))
                .describe(
                        "An array of structs: the elements of several arrays, place by place.",
                        "arrays_zip(array(1, 2, 3), array(2, 3, 4))");
    }

    private static void zip(Arguments in, int row, ListVector out) {
        int length = 0;
        for (int i = 0; i < in.count(); i++) {
            length = Math.max(length, in.list(i).length(in.at(i, row)));
        }
        int at = out.allocate(row, length);
        StructVector structs = (StructVector) out.elements();
        for (int i = 0; i < in.count(); i++) {
            ListVector lists = in.list(i);
            int list = in.at(i, row);
            ValueVector field = structs.child(i);
            for (int e = 0; e < length; e++) {
                if (e < lists.length(list)) {
                    field.copyFrom(lists.elements(), lists.start(list) + e, at + e);
                } else {
                    field.setNull(at + e);
                }
            }
        }
    }

    /** The name of a column or field, else the place. */
    private static String fieldName(Expression argument, int index) {
        if (argument instanceof Attribute attribute) {
            return attribute.name();
        }
        return Extraction.fieldName(argument).orElse(String.valueOf(index));
    }
}
