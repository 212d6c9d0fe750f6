package io.millrace.types;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.ErrorPosition;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads types and schemas as SQL writes them. This is the only place that knows the grammar of types; the parser of
 * statements calls {@link #parseTypeAt}.
 *
 * <p>Errors are {@code PARSE_SYNTAX_ERROR}, {@code UNSUPPORTED_DATATYPE} and others of types that miss or exceed something, each with the
 * stretch of text at fault.
 */
public final class DdlParser {
    private static final int MAX_DEPTH = 200;
    private static final List<String> DAY_TIME_UNITS = List.of("DAY", "HOUR", "MINUTE", "SECOND");
    private static final List<String> YEAR_MONTH_UNITS = List.of("YEAR", "MONTH");

    private final DdlScanner scanner;
    private final boolean localTimestamps;
    private int depth;

    private DdlParser(String text, int offset, boolean localTimestamps) {
        scanner = new DdlScanner(text, offset);
        this.localTimestamps = localTimestamps;
    }

    /**
     * A type found inside a longer text.
     *
     * @param end the position after its last character
     */
    public record ParsedType(DataType type, int end) {}

    /** Reads a text that is one type, such as {@code ARRAY<INT>}. */
    public static DataType parseType(String text) {
        return parseType(text, false);
    }

    private static DataType parseType(String text, boolean localTimestamps) {
        DdlParser parser = new DdlParser(text, 0, localTimestamps);
        DataType type = parser.type();
        parser.expectEnd();
        return type;
    }

    /** Reads a text that is one type and nothing else: what follows counts before the type is known. */
    public static DataType parseOnlyType(String text) {
        DdlParser parser = new DdlParser(text, 0, false);
        int start = parser.scanner.position();
        DataType type;
        try {
            type = parser.type();
        } catch (MillraceException unknown) {
            boolean whole = unknown.detail().condition() == ErrorCondition.UNSUPPORTED_DATATYPE
                    && start(unknown) == start
                    && !parser.scanner.atEnd();
            throw whole ? parser.scanner.unexpectedAfterAll() : unknown;
        }
        if (!parser.scanner.atEnd()) {
            throw parser.scanner.unexpectedAfterAll();
        }
        return type;
    }

    /** Reads a schema such as {@code a INT, b STRING NOT NULL COMMENT 'x'}; a colon may follow a name. */
    public static StructType parseSchema(String text) {
        return parseSchema(text, false);
    }

    /** @param localTimestamps whether {@code TIMESTAMP} alone means {@code TIMESTAMP_NTZ} */
    public static StructType parseSchema(String text, boolean localTimestamps) {
        DdlParser parser = new DdlParser(text, 0, localTimestamps);
        List<StructField> fields = parser.fields();
        parser.expectEnd();
        return DataTypes.createStructType(fields);
    }

    /**
     * Reads a type, or a schema. If it is neither, the error is that of the type if nothing follows it, else that of the
     * reading that got farther.
     */
    public static DataType parseTypeOrSchema(String text) {
        return parseTypeOrSchema(text, false);
    }

    /** @param localTimestamps whether {@code TIMESTAMP} alone means {@code TIMESTAMP_NTZ} */
    public static DataType parseTypeOrSchema(String text, boolean localTimestamps) {
        try {
            return parseType(text, localTimestamps);
        } catch (MillraceException notAType) {
            try {
                return parseSchema(text, localTimestamps);
            } catch (MillraceException notASchema) {
                int stop = notAType.position().map(ErrorPosition::stop).orElse(0);
                boolean nothingFollows = stop + 1 >= text.stripTrailing().length();
                throw nothingFollows || start(notAType) >= start(notASchema) ? notAType : notASchema;
            }
        }
    }

    private static int start(MillraceException error) {
        return error.position().map(ErrorPosition::start).orElse(0);
    }

    /**
     * Reads the type that starts at an offset, past blanks and comments; what follows it is not looked at.
     *
     * @param localTimestamps whether {@code TIMESTAMP} alone means {@code TIMESTAMP_NTZ}
     */
    public static ParsedType parseTypeAt(String text, int offset, boolean localTimestamps) {
        DdlParser parser = new DdlParser(text, offset, localTimestamps);
        DataType type = parser.type();
        return new ParsedType(type, parser.scanner.lastEnd());
    }

    /**
     * Reads the columns in parentheses that start at an offset, as in CREATE TABLE; the type is a struct.
     *
     * @param localTimestamps whether {@code TIMESTAMP} alone means {@code TIMESTAMP_NTZ}
     */
    public static ParsedType parseColumnsAt(String text, int offset, boolean localTimestamps) {
        DdlParser parser = new DdlParser(text, offset, localTimestamps);
        parser.scanner.expect('(');
        List<StructField> fields = parser.fields();
        parser.scanner.expect(')');
        return new ParsedType(DataTypes.createStructType(fields), parser.scanner.lastEnd());
    }

    /** The name as SQL accepts it: in back-quotes only where it needs them. */
    public static String quoteIfNeeded(String name) {
        return SqlStrings.quoteIfNeeded(name);
    }

    /** A type without parts by its name in JSON. */
    static DataType parseJsonName(String name) {
        if (name.equals("null")) {
            return NullType.INSTANCE;
        }
        if (name.indexOf('<') >= 0) {
            throw unsupported(name, null);
        }
        return parseType(name);
    }

    /** @param where null if the name does not come from a text with positions */
    static MillraceException unsupported(String typeName, ErrorPosition where) {
        String shown = "\"" + typeName.toUpperCase(Locale.ROOT) + "\"";
        return new MillraceException(ErrorDetail.of(ErrorCondition.UNSUPPORTED_DATATYPE, "typeName", shown)
                .at(where));
    }

    private void expectEnd() {
        if (!scanner.atEnd()) {
            throw scanner.unexpected();
        }
    }

    private List<StructField> fields() {
        List<StructField> fields = new ArrayList<>();
        do {
            fields.add(field());
        } while (scanner.accept(','));
        return fields;
    }

    private StructField field() {
        String name = scanner.name();
        scanner.accept(':');
        DataType type = type();
        boolean nullable = true;
        if (scanner.accept("NOT")) {
            scanner.expect("NULL");
            nullable = false;
        }
        StructField field = new StructField(name, type, nullable);
        return scanner.accept("COMMENT") ? field.withComment(scanner.string()) : field;
    }

    private DataType type() {
        if (++depth > MAX_DEPTH) {
            throw scanner.unexpected();
        }
        DataType type = typeBody();
        depth--;
        return type;
    }

    private DataType typeBody() {
        int start = scanner.position();
        String word = scanner.word();
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "BOOLEAN" -> plain(DataTypes.BooleanType, word, start);
            case "TINYINT", "BYTE" -> plain(DataTypes.ByteType, word, start);
            case "SMALLINT", "SHORT" -> plain(DataTypes.ShortType, word, start);
            case "INT", "INTEGER" -> plain(DataTypes.IntegerType, word, start);
            case "BIGINT", "LONG" -> plain(DataTypes.LongType, word, start);
            case "FLOAT", "REAL" -> plain(DataTypes.FloatType, word, start);
            case "DOUBLE" -> plain(DataTypes.DoubleType, word, start);
            case "DATE" -> plain(DataTypes.DateType, word, start);
            case "BINARY" -> plain(DataTypes.BinaryType, word, start);
            case "VARIANT" -> plain(DataTypes.VariantType, word, start);
            case "VOID" -> plain(DataTypes.NullType, word, start);
            case "TIMESTAMP_LTZ" -> plain(DataTypes.TimestampType, word, start);
            case "TIMESTAMP_NTZ" -> plain(DataTypes.TimestampNTZType, word, start);
            case "TIMESTAMP" ->
                withoutTimeZone()
                        ? DataTypes.TimestampNTZType
                        : plain(localTimestamps ? DataTypes.TimestampNTZType : DataTypes.TimestampType, word, start);
            case "STRING" -> string(start);
            case "CHAR", "CHARACTER" -> new CharType(length(word, start));
            case "VARCHAR" -> new VarcharType(length(word, start));
            case "DECIMAL", "DEC", "NUMERIC" -> decimal(start);
            case "TIME" -> time(start);
            case "INTERVAL" -> interval();
            case "ARRAY" -> array(start);
            case "MAP" -> map(start);
            case "STRUCT" -> struct(start);
            default -> throw unknown(word, start);
        };
    }

    private static MillraceException refused(ErrorCondition condition, ErrorPosition where, String... namesAndValues) {
        return new MillraceException(ErrorDetail.of(condition, namesAndValues).at(where));
    }

    /** Types without parameters take none. */
    private DataType plain(DataType type, String word, int start) {
        if (scanner.accept('(')) {
            throw unknown(word + parameters(), start);
        }
        return type;
    }

    private MillraceException unknown(String word, int start) {
        String shown = scanner.accept('(') ? word + parameters() : word;
        return unsupported(shown, scanner.since(start));
    }

    /** The numbers in parentheses after an opening one, as text. */
    private String parameters() {
        StringBuilder shown = new StringBuilder("(").append(scanner.number());
        while (scanner.accept(',')) {
            shown.append(',').append(scanner.number());
        }
        scanner.expect(')');
        return shown.append(')').toString();
    }

    private boolean withoutTimeZone() {
        if (!scanner.accept("WITHOUT")) {
            return false;
        }
        scanner.expect("TIME");
        scanner.expect("ZONE");
        return true;
    }

    private DataType string(int start) {
        if (scanner.accept("COLLATE")) {
            String collation = scanner.name();
            if (!collation.equalsIgnoreCase("UTF8_BINARY")) {
                throw unsupported("STRING COLLATE " + collation, scanner.since(start));
            }
        }
        return plain(DataTypes.StringType, "STRING", start);
    }

    private int length(String word, int start) {
        if (!scanner.accept('(')) {
            throw new MillraceException(ErrorDetail.of(
                            ErrorCondition.DATATYPE_MISSING_SIZE, "type", "\"" + word.toUpperCase(Locale.ROOT) + "\"")
                    .at(scanner.since(start)));
        }
        int length = scanner.number();
        if (scanner.accept(',')) {
            String more = scanner.number() + ")";
            scanner.expect(')');
            throw unsupported(word + "(" + length + "," + more, scanner.since(start));
        }
        scanner.expect(')');
        return length;
    }

    private DataType decimal(int start) {
        if (!scanner.accept('(')) {
            return DecimalType.USER_DEFAULT;
        }
        int precision = scanner.number();
        int scale = scanner.accept(',') ? scanner.number() : 0;
        if (scanner.accept(',')) {
            String more = scanner.number() + ")";
            scanner.expect(')');
            throw unsupported("DECIMAL(" + precision + "," + scale + "," + more, scanner.since(start));
        }
        scanner.expect(')');
        ErrorPosition where = scanner.since(start);
        if (scale > precision) {
            throw refused(
                    ErrorCondition.LEGACY_1228,
                    where,
                    "scale",
                    String.valueOf(scale),
                    "precision",
                    String.valueOf(precision));
        }
        if (precision > DecimalType.MAX_PRECISION) {
            throw refused(
                    ErrorCondition.DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION,
                    where,
                    "precision",
                    String.valueOf(precision),
                    "maxPrecision",
                    String.valueOf(DecimalType.MAX_PRECISION));
        }
        if (precision == 0) {
            throw unsupported("DECIMAL(0,0)", where);
        }
        return new DecimalType(precision, scale);
    }

    private DataType time(int start) {
        int precision = TimeType.MAX_PRECISION;
        if (scanner.accept('(')) {
            precision = scanner.number();
            scanner.expect(')');
        }
        if (precision > TimeType.MAX_PRECISION) {
            throw refused(
                    ErrorCondition.UNSUPPORTED_TIME_PRECISION,
                    scanner.since(start),
                    "precision",
                    String.valueOf(precision));
        }
        withoutTimeZone();
        return new TimeType(precision);
    }

    private DataType interval() {
        int first = acceptUnit(YEAR_MONTH_UNITS);
        if (first >= 0) {
            int last = lastUnit(YEAR_MONTH_UNITS, first);
            return new YearMonthIntervalType((byte) first, (byte) last);
        }
        first = acceptUnit(DAY_TIME_UNITS);
        if (first >= 0) {
            int last = lastUnit(DAY_TIME_UNITS, first);
            return new DayTimeIntervalType((byte) first, (byte) last);
        }
        return DataTypes.CalendarIntervalType;
    }

    private int acceptUnit(List<String> units) {
        for (int i = 0; i < units.size(); i++) {
            if (scanner.accept(units.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private int lastUnit(List<String> units, int first) {
        if (!scanner.accept("TO")) {
            return first;
        }
        MillraceException unexpected = scanner.unexpected();
        int last = acceptUnit(units);
        if (last <= first) {
            throw unexpected;
        }
        return last;
    }

    private DataType array(int start) {
        if (!scanner.accept('<')) {
            throw refused(
                    ErrorCondition.INCOMPLETE_TYPE_DEFINITION__ARRAY, scanner.since(start), "elementType", "<INT>");
        }
        DataType element = type();
        scanner.expect('>');
        return DataTypes.createArrayType(element);
    }

    private DataType map(int start) {
        if (!scanner.accept('<')) {
            throw refused(ErrorCondition.INCOMPLETE_TYPE_DEFINITION__MAP, scanner.since(start));
        }
        DataType key = type();
        scanner.expect(',');
        DataType value = type();
        scanner.expect('>');
        return DataTypes.createMapType(key, value);
    }

    private DataType struct(int start) {
        if (!scanner.accept('<')) {
            throw refused(ErrorCondition.INCOMPLETE_TYPE_DEFINITION__STRUCT, scanner.since(start));
        }
        if (scanner.accept('>')) {
            return new StructType();
        }
        List<StructField> fields = fields();
        scanner.expect('>');
        return DataTypes.createStructType(fields);
    }
}
