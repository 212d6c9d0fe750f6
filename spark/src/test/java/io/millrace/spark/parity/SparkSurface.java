package io.millrace.spark.parity;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The classes of Spark that a Java program writes its queries with. */
final class SparkSurface {
    private static final String SQL = "org.apache.spark.sql.";

    private SparkSurface() {}

    static List<Class<?>> classes() {
        return Stream.of(
                        named(
                                SQL,
                                "AnalysisException Column CreateTableWriter DataFrameNaFunctions DataFrameReader "
                                        + "DataFrameStatFunctions DataFrameWriter DataFrameWriterV2 Dataset Encoder "
                                        + "Encoders ForeachWriter KeyValueGroupedDataset MergeIntoWriter Observation "
                                        + "RelationalGroupedDataset Row RowFactory RuntimeConfig SaveMode SparkSession "
                                        + "SparkSessionBuilder TableValuedFunction TypedColumn UDFRegistration "
                                        + "WhenMatched WhenNotMatched WhenNotMatchedBySource functions"),
                        named(
                                SQL + "streaming.",
                                "DataStreamReader DataStreamWriter ExpiredTimerInfo GroupState GroupStateTimeout "
                                        + "ListState MapState OutputMode QueryInfo SinkProgress SourceProgress "
                                        + "StateOperatorProgress StatefulProcessor StatefulProcessorHandle "
                                        + "StatefulProcessorWithInitialState StreamingQuery StreamingQueryException "
                                        + "StreamingQueryListener StreamingQueryListener$Event "
                                        + "StreamingQueryListener$QueryIdleEvent "
                                        + "StreamingQueryListener$QueryProgressEvent "
                                        + "StreamingQueryListener$QueryStartedEvent "
                                        + "StreamingQueryListener$QueryTerminatedEvent StreamingQueryManager "
                                        + "StreamingQueryProgress StreamingQueryStatus TTLConfig TimeMode TimerValues "
                                        + "Trigger ValueState"),
                        named(
                                SQL + "expressions.",
                                "Aggregator MutableAggregationBuffer UserDefinedAggregateFunction "
                                        + "UserDefinedFunction Window WindowSpec"),
                        named(SQL + "catalog.", "Catalog CatalogMetadata Column Database Function Table"),
                        named(
                                SQL + "types.",
                                "ArrayType BinaryType BooleanType ByteType CalendarIntervalType CharType DataType "
                                        + "DataTypes DateType DayTimeIntervalType Decimal DecimalType DoubleType "
                                        + "FloatType GeographyType GeometryType IntegerType LongType MapType Metadata "
                                        + "MetadataBuilder NullType ObjectType ShortType StringType StructField "
                                        + "StructType TimeType TimestampNTZType TimestampType UserDefinedType "
                                        + "VarcharType VariantType YearMonthIntervalType"),
                        IntStream.rangeClosed(0, 22).<Class<?>>mapToObj(i -> find(SQL + "api.java.UDF" + i)),
                        named(
                                "org.apache.spark.api.java.function.",
                                "CoGroupFunction DoubleFlatMapFunction DoubleFunction FilterFunction FlatMapFunction "
                                        + "FlatMapFunction2 FlatMapGroupsFunction FlatMapGroupsWithStateFunction "
                                        + "ForeachFunction ForeachPartitionFunction Function Function0 Function2 "
                                        + "Function3 Function4 MapFunction MapGroupsFunction "
                                        + "MapGroupsWithStateFunction MapPartitionsFunction PairFlatMapFunction "
                                        + "PairFunction ReduceFunction VoidFunction VoidFunction2"))
                .<Class<?>>flatMap(stream -> stream)
                .toList();
    }

    private static Stream<Class<?>> named(String prefix, String names) {
        return Arrays.stream(names.split(" ")).map(name -> find(prefix + name));
    }

    static Class<?> find(String name) {
        try {
            return Class.forName(name, false, SparkSurface.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
