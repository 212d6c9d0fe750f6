package io.millrace;

import io.millrace.plan.Engine;
import io.millrace.plan.EngineProvider;
import io.millrace.plan.ExplainMode;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.Alias;
import io.millrace.plan.UnresolvedExpression.ColumnReference;
import io.millrace.plan.UnresolvedExpression.FunctionCall;
import io.millrace.plan.UnresolvedExpression.Literal;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UserFunction;
import io.millrace.types.DataTypes;
import io.millrace.types.StructField;
import io.millrace.types.StructType;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A tiny engine for tests of the API alone: it knows local rows, ranges, names and limits, treats every other node as its
 * input, and remembers what it was asked to do.
 */
public final class RecordingEngine implements Engine {
    final List<UnresolvedPlan> executed = new ArrayList<>();
    final List<UnresolvedPlan.StreamingWrite> started = new ArrayList<>();
    final Map<String, UnresolvedPlan> views = new LinkedHashMap<>();
    final Map<String, UserFunction> functions = new LinkedHashMap<>();
    private final Map<String, String> settings;
    boolean closed;

    RecordingEngine(Map<String, String> settings) {
        this.settings = new LinkedHashMap<>(settings);
    }

    /** Found by every session with the master {@code recording}. */
    public static final class Provider implements EngineProvider {
        @Override
        public boolean accepts(String master) {
            return master.equals("recording");
        }

        @Override
        public Engine open(String master, Map<String, String> settings, ClassLoader userClasses) {
            return new RecordingEngine(settings);
        }
    }

    static Session session() {
        return Session.builder().master("recording").create();
    }

    static RecordingEngine of(Session session) {
        return (RecordingEngine) session.engine();
    }

    /** A table as it is computed here: everything at once. */
    private record Table(StructType schema, List<Object[]> rows) {}

    private static Table table(UnresolvedPlan plan) {
        return switch (plan) {
            case UnresolvedPlan.LocalRows local -> new Table(local.schema(), local.rows());
            case UnresolvedPlan.Read read -> new Table(read.schema().orElse(new StructType()), List.of());
            case UnresolvedPlan.Range range -> range(range);
            case UnresolvedPlan.ToNames names -> named(table(names.input()), names.names());
            case UnresolvedPlan.Limit limit -> {
                Table input = table(limit.input());
                int count = (Integer) ((Literal) limit.count()).value();
                yield new Table(
                        input.schema(), input.rows().stream().limit(count).toList());
            }
            case UnresolvedPlan.Project project -> project(table(project.input()), project.expressions());
            case UnresolvedPlan.Filter filter -> table(filter.input());
            case UnresolvedPlan.Typed typed -> new Table(((Encoder<?>) typed.outputEncoder()).schema(), List.of());
            case UnresolvedPlan.Aggregate aggregate ->
                new Table(schema(aggregate.output()), List.<Object[]>of(new Object[] {
                    (long) table(aggregate.input()).rows().size()
                }));
            case UnresolvedPlan.Join join -> table(join.left());
            default -> new Table(new StructType(), List.of());
        };
    }

    private static Table range(UnresolvedPlan.Range range) {
        List<Object[]> rows = new ArrayList<>();
        for (long i = range.start(); i < range.end(); i += range.step()) {
            rows.add(new Object[] {i});
        }
        return new Table(new StructType().add("id", DataTypes.LongType, false), rows);
    }

    private static Table named(Table table, List<String> names) {
        StructType schema = new StructType();
        for (int i = 0; i < names.size(); i++) {
            StructField field = table.schema().field(i);
            schema = schema.add(names.get(i), field.dataType(), field.nullable());
        }
        return new Table(schema, table.rows());
    }

    private static StructType schema(List<UnresolvedExpression> output) {
        StructType schema = new StructType();
        for (UnresolvedExpression each : output) {
            schema = schema.add(each instanceof Alias alias ? alias.names().getFirst() : each.toString(), "long");
        }
        return schema;
    }

    private static Table project(Table input, List<UnresolvedExpression> expressions) {
        StructType schema = new StructType();
        List<Function<Object[], Object>> values = new ArrayList<>();
        for (UnresolvedExpression expression : expressions) {
            UnresolvedExpression body = expression instanceof Alias alias ? alias.child() : expression;
            boolean text = body instanceof FunctionCall;
            if (body instanceof FunctionCall call) {
                body = call.arguments().getFirst();
            }
            if (!(body instanceof ColumnReference column)) {
                return input;
            }
            StructField field = input.schema().apply(column.parts().getLast());
            int at = input.schema().fieldIndex(field.name());
            String name = expression instanceof Alias alias ? alias.names().getFirst() : field.name();
            schema = schema.add(name, text ? DataTypes.StringType : field.dataType());
            values.add(row -> !text ? row[at] : row[at] == null ? "NULL" : row[at].toString());
        }
        List<Object[]> rows = new ArrayList<>();
        for (Object[] row : input.rows()) {
            rows.add(values.stream().map(value -> value.apply(row)).toArray());
        }
        return new Table(schema, rows);
    }

    @Override
    public StructType schema(UnresolvedPlan plan) {
        return table(plan).schema();
    }

    @Override
    public boolean isStreaming(UnresolvedPlan plan) {
        return (plan instanceof UnresolvedPlan.Read read && read.streaming())
                || (plan instanceof UnresolvedPlan.Filter filter && isStreaming(filter.input()));
    }

    @Override
    public Rows execute(UnresolvedPlan plan) {
        executed.add(plan);
        Table table = table(plan);
        Iterator<Object[]> rows = table.rows().iterator();
        return new Rows() {
            @Override
            public StructType schema() {
                return table.schema();
            }

            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public Object[] next() {
                return rows.next();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public String explain(UnresolvedPlan plan, ExplainMode mode) {
        return mode + " " + plan;
    }

    @Override
    public void createTemporaryView(String name, UnresolvedPlan plan, boolean replace, boolean global) {
        views.put(name, plan);
    }

    @Override
    public boolean dropTemporaryView(String name, boolean global) {
        return views.remove(name) != null;
    }

    @Override
    public List<ViewDescription> views() {
        return views.keySet().stream()
                .map(name -> new ViewDescription(name, true, false))
                .toList();
    }

    @Override
    public boolean functionExists(String name) {
        return functions.containsKey(name);
    }

    @Override
    public void registerFunction(String name, UserFunction function) {
        functions.put(name, function);
    }

    @Override
    public Optional<String> configuration(String key) {
        return Optional.ofNullable(settings.get(key));
    }

    @Override
    public List<TableEntry> tables(String namespace) {
        return List.of();
    }

    @Override
    public List<String> namespaces() {
        return List.of(currentNamespace());
    }

    @Override
    public String currentNamespace() {
        return "default";
    }

    @Override
    public Map<String, String> configurations() {
        return settings;
    }

    @Override
    public void setConfiguration(String key, String value) {
        settings.put(key, value);
    }

    @Override
    public void unsetConfiguration(String key) {
        settings.remove(key);
    }

    @Override
    public boolean isModifiable(String key) {
        return key.startsWith("spark.sql.");
    }

    @Override
    public QueryHandle start(UnresolvedPlan.StreamingWrite write) {
        started.add(write);
        return null;
    }

    @Override
    public QueryManager queries() {
        throw new UnsupportedOperationException("no queries here");
    }

    @Override
    public void attach(Object session) {}

    @Override
    public void close() {
        closed = true;
    }
}
