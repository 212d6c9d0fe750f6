package io.millrace.engine.session;

import io.millrace.engine.builtin.AesFunctions;
import io.millrace.engine.builtin.ArrayFunctions;
import io.millrace.engine.builtin.ArraySetFunctions;
import io.millrace.engine.builtin.ArrayZipFunctions;
import io.millrace.engine.builtin.CharsetFunctions;
import io.millrace.engine.builtin.CollectionFunctions;
import io.millrace.engine.builtin.DateFunctions;
import io.millrace.engine.builtin.DateTextFunctions;
import io.millrace.engine.builtin.EncodingFunctions;
import io.millrace.engine.builtin.Generators;
import io.millrace.engine.builtin.GroupingFunctions;
import io.millrace.engine.builtin.HigherOrderFunctions;
import io.millrace.engine.builtin.LikeFunctions;
import io.millrace.engine.builtin.MapFunctions;
import io.millrace.engine.builtin.MathFunctions;
import io.millrace.engine.builtin.MiscellaneousFunctions;
import io.millrace.engine.builtin.NumberTextFunctions;
import io.millrace.engine.builtin.OperatorModules;
import io.millrace.engine.builtin.PatternFunctions;
import io.millrace.engine.builtin.RandomFunctions;
import io.millrace.engine.builtin.RankFunctions;
import io.millrace.engine.builtin.RoundingFunctions;
import io.millrace.engine.builtin.SequenceFunction;
import io.millrace.engine.builtin.SessionFunctions;
import io.millrace.engine.builtin.StringBuildingFunctions;
import io.millrace.engine.builtin.StringFunctions;
import io.millrace.engine.builtin.StringSearchFunctions;
import io.millrace.engine.builtin.TaskFunctions;
import io.millrace.engine.builtin.TimeOfDayFunctions;
import io.millrace.engine.builtin.TimestampFunctions;
import io.millrace.engine.builtin.TimestampMaking;
import io.millrace.engine.builtin.UrlFunctions;
import io.millrace.engine.builtin.VectorFunctions;
import io.millrace.engine.builtin.WindowFunctions;
import io.millrace.engine.builtin.XPathFunctions;
import io.millrace.engine.builtin.aggregate.Aggregates;
import io.millrace.engine.builtin.aggregate.BitAndRegressionAggregates;
import io.millrace.engine.builtin.aggregate.ListAggregates;
import io.millrace.engine.builtin.aggregate.Percentiles;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionRegistry;
import io.millrace.engine.format.csv.CsvFunctions;
import io.millrace.engine.format.json.JsonFunctions;
import java.util.ArrayList;
import java.util.List;

/** All families of functions. */
public final class BuiltinFunctions {
    private BuiltinFunctions() {}

    /** A registry of all of them. */
    public static FunctionRegistry registry() {
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
        families.add(new RoundingFunctions());
        families.add(new MiscellaneousFunctions());
        families.add(new LikeFunctions());
        families.add(new PatternFunctions());
        families.add(new RankFunctions());
        families.add(new StringFunctions());
        families.add(new TimestampFunctions());
        families.add(new ArraySetFunctions());
        families.add(new CharsetFunctions());
        families.add(new CollectionFunctions());
        families.add(new NumberTextFunctions());
        families.add(new RandomFunctions());
        families.add(new StringBuildingFunctions());
        families.add(new StringSearchFunctions());
        families.add(new UrlFunctions());
        families.add(new ArrayZipFunctions());
        families.add(new SequenceFunction());
        families.add(new SessionFunctions());
        families.add(new TaskFunctions());
        families.add(new TimeOfDayFunctions());
        families.add(new TimestampMaking());
        families.add(new VectorFunctions());
        families.add(new AesFunctions());
        families.add(new XPathFunctions());
        families.add(new WindowFunctions());
        families.add(new Aggregates());
        families.add(new Percentiles());
        families.add(new ListAggregates());
        families.add(new BitAndRegressionAggregates());
        families.add(new CsvFunctions());
        families.add(new JsonFunctions());
        return new FunctionRegistry(families);
    }
}
