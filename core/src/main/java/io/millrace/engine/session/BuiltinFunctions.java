package io.millrace.engine.session;

import io.millrace.engine.builtin.ArrayFunctions;
import io.millrace.engine.builtin.DateFunctions;
import io.millrace.engine.builtin.DateTextFunctions;
import io.millrace.engine.builtin.EncodingFunctions;
import io.millrace.engine.builtin.Generators;
import io.millrace.engine.builtin.GroupingFunctions;
import io.millrace.engine.builtin.HigherOrderFunctions;
import io.millrace.engine.builtin.MapFunctions;
import io.millrace.engine.builtin.MathFunctions;
import io.millrace.engine.builtin.MiscellaneousFunctions;
import io.millrace.engine.builtin.OperatorModules;
import io.millrace.engine.builtin.PatternFunctions;
import io.millrace.engine.builtin.RankFunctions;
import io.millrace.engine.builtin.StringFunctions;
import io.millrace.engine.builtin.TimestampFunctions;
import io.millrace.engine.builtin.WindowFunctions;
import io.millrace.engine.builtin.aggregate.Aggregates;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionRegistry;
import io.millrace.engine.format.json.JsonFunctions;
import java.util.ArrayList;
import java.util.List;

/** All families of functions. */
final class BuiltinFunctions {
    private BuiltinFunctions() {}

    static FunctionRegistry registry() {
        List<FunctionModule> families = new ArrayList<>(OperatorModules.all());
        families.add(new ArrayFunctions());
        families.add(new DateFunctions());
        families.add(new DateTextFunctions());
        families.add(new EncodingFunctions());
        families.add(new Generators());
        families.add(new GroupingFunctions());
        families.add(new HigherOrderFunctions());
        families.add(new MapFunctions());
        families.add(new MathFunctions());
        families.add(new MiscellaneousFunctions());
        families.add(new PatternFunctions());
        families.add(new RankFunctions());
        families.add(new StringFunctions());
        families.add(new TimestampFunctions());
        families.add(new WindowFunctions());
        families.add(new Aggregates());
        families.add(new JsonFunctions());
        return new FunctionRegistry(families);
    }
}
