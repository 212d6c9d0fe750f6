package io.millrace.engine.builtin;

import static io.millrace.engine.expression.FunctionSpec.scalar;
import static io.millrace.engine.expression.LanguageSetting.TIME_PARSER_POLICY;
import static io.millrace.engine.expression.TypeFamily.DATE;
import static io.millrace.engine.expression.TypeFamily.LONG;
import static io.millrace.engine.expression.TypeFamily.NUMERIC;
import static io.millrace.engine.expression.TypeFamily.STRING;
import static io.millrace.engine.expression.TypeFamily.TIMESTAMP;
import static io.millrace.engine.expression.TypeFamily.TIMESTAMP_NTZ;
import static io.millrace.engine.expression.TypeFamily.oneOf;

import io.millrace.engine.expression.Arguments;
import io.millrace.engine.expression.CallSite;
import io.millrace.engine.expression.Evaluators;
import io.millrace.engine.expression.Expression;
import io.millrace.engine.expression.Expression.Conversion;
import io.millrace.engine.expression.FunctionModule;
import io.millrace.engine.expression.FunctionSpec;
import io.millrace.engine.expression.KernelCall;
import io.millrace.engine.expression.Kernels;
import io.millrace.engine.expression.ScalarKernel;
import io.millrace.engine.expression.ScalarSpec;
import io.millrace.engine.expression.TypeCoercion;
import io.millrace.engine.expression.TypeFamily;
import io.millrace.engine.expression.text.ZoneClock;
import io.millrace.spi.format.TimeParserPolicy;
import io.millrace.spi.vector.BytesVector;
import io.millrace.spi.vector.IntVector;
import io.millrace.spi.vector.LongVector;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DateType;
import io.millrace.types.StringType;
import io.millrace.types.TimestampNTZType;
import io.millrace.types.TimestampType;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** Dates and times as text with a pattern, and back. */
public final class DateTextFunctions implements FunctionModule {
    private static final TypeFamily TEXT_OR_TIME = oneOf(STRING, DATE, TIMESTAMP, TIMESTAMP_NTZ);
    private static final TypeFamily TEXT_TIME_OR_NUMBER = oneOf(STRING, DATE, TIMESTAMP, TIMESTAMP_NTZ, NUMERIC);
    private static final String DEFAULT_PATTERN = "yyyy-MM-dd HH:mm:ss";

    @Override
    public List<String> names() {
        return List.of(
                "to_date",
                "try_to_date",
                "to_timestamp",
                "try_to_timestamp",
                "to_timestamp_ltz",
                "to_timestamp_ntz",
                "date_format",
                "unix_timestamp",
                "to_unix_timestamp",
                "from_unixtime");
    }

    @Override
    public FunctionSpec<?> define(String name) {
        return switch (name) {
            case "to_date" -> parsed(name, DataTypes.DateType, false);
            case "try_to_date" -> parsed(name, DataTypes.DateType, true);
            case "to_timestamp" -> timestamp(name, false);
            case "to_timestamp_ltz" -> parsed(name, DataTypes.TimestampType, false);
            case "to_timestamp_ntz" ->
                parsed(name, DataTypes.TimestampNTZType, false).nullIntolerant();
            case "try_to_timestamp" -> timestamp(name, true);
            case "date_format" ->
                scalar("date_format")
                        .reads(TIME_PARSER_POLICY)
                        .takes(TIMESTAMP, STRING)
                        .gives(DataTypes.StringType)
                        .kernel(Kernels.writingFor(call -> {
                            PatternCache patterns =
                                    new PatternCache(call, call.settings().zone(), false);
                            return (in, row, out) -> patterns.get(in, 1, row).format(in.longAt(0, row), out);
                        }))
                        .describe("A time as text.", "date_format('2016-04-08', 'y')");
            case "from_unixtime" -> fromUnixTime();
            case "unix_timestamp", "to_unix_timestamp" -> unixTimestamp(name);
            default -> throw FunctionModule.unknown(name);
        };
    }

    /** Keeps the compiled pattern until it changes. */
    private static final class PatternCache {
        private final KernelCall call;
        private final ZoneId zone;
        private final TimeParserPolicy policy;
        private final boolean forParsing;
        private String source;
        private DateTimePattern pattern;

        PatternCache(KernelCall call, ZoneId zone, boolean forParsing) {
            this.call = call;
            this.zone = zone;
            this.forParsing = forParsing;
            TimeParserPolicy wanted = TimeParserPolicy.of(call.settings().values());
            // There were no times without a zone when patterns had the old letters.
            this.policy = wanted == TimeParserPolicy.LEGACY && call.type() instanceof TimestampNTZType
                    ? TimeParserPolicy.CORRECTED
                    : wanted;
        }

        /** Looks at a constant before there is a row, as Spark does for a time without a zone. */
        void compileConstant(int argument) {
            call.constant(argument).map(Expression.Constant::value).ifPresent(constant -> {
                source = constant.toString();
                try {
                    pattern = compiled(source);
                } catch (IllegalArgumentException e) {
                    throw DateErrors.noPattern(call.settings(), source, e);
                }
            });
        }

        DateTimePattern get(Arguments in, int argument, int row) {
            boolean given = in.count() > argument;
            if (source == null || given && !in.isConstant(argument)) {
                String wanted = given ? in.stringAt(argument, row) : DEFAULT_PATTERN;
                if (!wanted.equals(source)) {
                    pattern = compile(wanted);
                    source = wanted;
                }
            }
            return pattern;
        }

        private DateTimePattern compile(String text) {
            try {
                return compiled(text);
            } catch (IllegalArgumentException e) {
                throw DateErrors.invalidPattern(call.settings(), text, e);
            }
        }

        private DateTimePattern compiled(String text) {
            boolean lenient = call.type() instanceof TimestampNTZType;
            return DateTimePattern.compile(text, zone, forParsing, Locale.US, policy, lenient);
        }
    }

    /** Of the type that TIMESTAMP means in the session. */
    private static ScalarSpec timestamp(String name, boolean nullOnError) {
        ScalarSpec local = parsed(name, DataTypes.TimestampNTZType, nullOnError);
        return parsed(name, DataTypes.TimestampType, nullOnError)
                .rewrites((call, context) -> context.localTimestamps() ? local.resolve(call, context) : null);
    }

    private static ScalarSpec parsed(String name, DataType type, boolean nullOnError) {
        return scalar(name)
                .replaced()
                .reads(TIME_PARSER_POLICY)
                .takes(type instanceof TimestampType ? TEXT_TIME_OR_NUMBER : TEXT_OR_TIME)
                .optional(STRING)
                .gives(type)
                .nullable((arguments, settings) -> arguments.stream().anyMatch(Expression::nullable)
                        || (arguments.size() == 1
                                ? TypeCoercion.mayGiveNull(arguments.getFirst().type(), type)
                                : nullOnError || !settings.ansi()))
                .kernel(parsing(nullOnError))
                .describe(
                        "The " + (type instanceof DateType ? "date" : "time") + " that a text shows"
                                + (nullOnError ? ", or NULL." : "."),
                        name + "('2016-12-31', 'yyyy-MM-dd')");
    }

    /** Without a pattern it is a conversion; so it is for a value that is no text. */
    private static ScalarKernel parsing(boolean nullOnError) {
        return (call, arguments) -> {
            if (call.argumentCount() == 1 || !(call.argumentType(0) instanceof StringType)) {
                Conversion.Mode mode =
                        nullOnError ? Conversion.Mode.TRY : call.ansi() ? Conversion.Mode.ANSI : Conversion.Mode.LEGACY;
                return Evaluators.compile(new Conversion(
                        call.argument(0),
                        call.type(),
                        mode,
                        call.settings().zone(),
                        true,
                        call.settings().origin()));
            }
            return call.type() instanceof DateType
                    ? parsingDates(nullOnError).open(call, arguments)
                    : parsingTimes(nullOnError).open(call, arguments);
        };
    }

    private static ScalarKernel parsingTimes(boolean nullOnError) {
        return Kernels.<LongVector>strictFor(call -> {
            Parser parser = new Parser(call, DateFunctions.zoneOf(call.type(), call.settings()), nullOnError);
            return (in, row, out) -> {
                if (parser.parse(in, row)) {
                    out.set(row, parser.micros);
                } else {
                    out.setNull(row);
                }
            };
        });
    }

    private static ScalarKernel parsingDates(boolean nullOnError) {
        return Kernels.<IntVector>strictFor(call -> {
            // A date does not depend on the zone.
            Parser parser = new Parser(call, DateTimePattern.zoneOfLocal(), nullOnError);
            return (in, row, out) -> {
                if (parser.parse(in, row)) {
                    out.set(row, (int) Math.floorDiv(parser.micros, ZoneClock.MICROS_PER_DAY));
                } else {
                    out.setNull(row);
                }
            };
        });
    }

    /** Reads the first argument by the pattern in the second. */
    private static final class Parser {
        private final KernelCall call;
        private final PatternCache patterns;
        private final boolean nullOnError;
        private long micros;

        Parser(KernelCall call, ZoneId zone, boolean nullOnError) {
            this.call = call;
            this.patterns = new PatternCache(call, zone, true);
            if (call.type() instanceof TimestampNTZType) {
                patterns.compileConstant(1);
            }
            this.nullOnError = nullOnError;
        }

        /** Whether {@link #micros} holds the result. */
        boolean parse(Arguments in, int row) {
            BytesVector source = in.bytes(0);
            int at = in.at(0, row);
            try {
                micros = patterns.get(in, 1, row).parse(source.data(), source.start(at), source.length(at));
                return true;
            } catch (DateTimeException | ArithmeticException e) {
                // An error of ours is an answer about the pattern, not about the text.
                if (e instanceof io.millrace.spi.error.MillraceThrowable) {
                    throw e;
                }
                if (nullOnError || !call.ansi()) {
                    return false;
                }
                String function = call.type() instanceof DateType ? "try_to_date" : "try_to_timestamp";
                throw DateErrors.cannotParse(call.settings(), e.getMessage(), function);
            }
        }
    }

    private static ScalarSpec fromUnixTime() {
        return scalar("from_unixtime")
                .reads(TIME_PARSER_POLICY)
                .takes(LONG)
                .optional(STRING)
                .gives(DataTypes.StringType)
                .mayBeNull()
                .text(arguments -> "from_unixtime(" + String.join(", ", arguments)
                        + (arguments.size() == 1 ? ", " + DEFAULT_PATTERN + ")" : ")"))
                .kernel(Kernels.writingFor(call -> {
                    PatternCache patterns =
                            new PatternCache(call, call.settings().zone(), false);
                    return (in, row, out) ->
                            patterns.get(in, 1, row).format(in.longAt(0, row) * ZoneClock.MICROS_PER_SECOND, out);
                }))
                .describe("The time so many seconds after 1970-01-01 UTC as text.", "from_unixtime(0)");
    }

    private static ScalarSpec unixTimestamp(String name) {
        ScalarSpec spec = scalar(name);
        return (name.equals("unix_timestamp")
                        ? spec.optional(TEXT_OR_TIME.asWritten(), STRING.asWritten())
                        : spec.takes(TEXT_OR_TIME.asWritten()).optional(STRING.asWritten()))
                .nullTolerant()
                .reads(TIME_PARSER_POLICY)
                .gives(DataTypes.LongType)
                .nullable(
                        (arguments, settings) -> arguments.stream().anyMatch(Expression::nullable) || !settings.ansi())
                .text(arguments -> name + "(" + (arguments.isEmpty() ? "current_timestamp()" : arguments.getFirst())
                        + ", " + (arguments.size() < 2 ? DEFAULT_PATTERN : arguments.get(1)) + ")")
                .rewrites((call, context) -> call.arguments().isEmpty() ? currentSeconds(name, call, context) : null)
                .kernel(Kernels.<LongVector>strictFor(DateTextFunctions::unixSeconds))
                .describe(
                        "Seconds from 1970-01-01 UTC to a time, given as such or as text.",
                        name + "('2016-04-08', 'yyyy-MM-dd')");
    }

    private static Kernels.RowFunction<LongVector> unixSeconds(KernelCall call) {
        ZoneClock clock = new ZoneClock(call.settings().zone());
        DataType type = call.argumentType(0);
        Parser parser = new Parser(call, call.settings().zone(), false);
        return switch (type) {
            case StringType ignored ->
                (in, row, out) -> {
                    if (parser.parse(in, row)) {
                        out.set(row, Math.floorDiv(parser.micros, ZoneClock.MICROS_PER_SECOND));
                    } else {
                        out.setNull(row);
                    }
                };
            case DateType ignored ->
                (in, row, out) ->
                        out.set(row, Math.floorDiv(clock.startOfDay(in.intAt(0, row)), ZoneClock.MICROS_PER_SECOND));
            default ->
                (in, row, out) -> {
                    // Spark takes a time without a zone for one in UTC, and rounds towards 1970.
                    out.set(row, in.longAt(0, row) / ZoneClock.MICROS_PER_SECOND);
                };
        };
    }

    private static Expression currentSeconds(
            String name, CallSite call, io.millrace.engine.expression.ResolutionContext context) {
        Expression now = TimestampFunctions.again("current_timestamp", List.of(), context);
        return scalar(call.name())
                .standsForFirst()
                .text(arguments -> name + "(" + arguments.get(1) + ", " + DEFAULT_PATTERN + ")")
                .typed(
                        call,
                        List.of(TimestampFunctions.again("unix_seconds", List.of(now), context), now),
                        DataTypes.LongType,
                        context);
    }
}
