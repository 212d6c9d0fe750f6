package io.millrace.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.spi.error.Condition;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random sentences of {@code docs/grammar.md} must parse. */
class GrammarTest {
    private static final long SEED = 20_261_121L;
    private static final int SENTENCES = 10_000;

    private static final Map<String, List<String>> CLASSES = Map.ofEntries(
            Map.entry("name", List.of("a", "b1", "_c", "`back quoted`", "start", "user", "value")),
            Map.entry("alias", List.of("t", "u2", "`a ``b`", "data")),
            Map.entry("function", List.of("f", "upper", "sum", "explode", "`my f`")),
            Map.entry("string", List.of("'text'", "\"double\"", "'it''s'", "'\\n'", "r'raw\\'", "''")),
            Map.entry("character", List.of("'!'", "\"#\"")),
            Map.entry("integer", List.of("0", "7", "2147483648")),
            Map.entry("number", List.of("1.5", ".5", "2.", "1E3", "1.5e-3", "7L", "7S", "7Y", "1F", "1.5D", "3BD")),
            Map.entry("percentage", List.of("10", "0.5", "100")),
            Map.entry("path", List.of("'/data/out'", "\"out\"")),
            Map.entry("level", List.of("1", "200")),
            Map.entry("length", List.of("1", "20")),
            Map.entry("precision", List.of("10", "38")),
            Map.entry("scale", List.of("0", "5")),
            Map.entry("timePrecision", List.of("0", "6")),
            Map.entry("hexadecimal", List.of("'1F'", "'abc'", "''")),
            Map.entry("amount", List.of("1", "-2", "+3", "'4'", "- '5'")),
            Map.entry(
                    "dayTimeUnit",
                    List.of("DAY", "hours", "MINUTE", "seconds", "WEEKS", "millisecond", "MICROSECONDS")),
            Map.entry("yearMonthUnit", List.of("YEAR", "months")),
            Map.entry("intervalString", List.of("'1 day 2 hours'", "'interval -1 month'", "'1.5 seconds'")),
            Map.entry("yearsAndMonths", List.of("'1-2'", "'-0-11'")),
            Map.entry("daysAndMinutes", List.of("'1 02:03'", "'-5 23:59'")),
            Map.entry("unit", List.of("YEAR", "dayofyear", "MICROSECOND")),
            Map.entry("setting", List.of("spark.sql.shuffle.partitions", "a:b", "key")),
            Map.entry("settingValue", List.of("200", "two words", "'q'", "a=b")));

    /** That names of WITH are different and parameters of one kind is no matter of grammar. */
    private static final Set<Condition> NO_GRAMMAR =
            Set.of(ErrorCondition.DUPLICATED_CTE_NAMES, ErrorCondition.INVALID_QUERY_MIXED_QUERY_PARAMETERS);

    @Test
    void randomSentencesParse() throws IOException {
        Grammar grammar = new Grammar(block(), CLASSES);
        Random random = new Random(SEED);
        List<String> failures = new ArrayList<>();
        Set<String> distinct = new HashSet<>();
        for (int i = 0; i < SENTENCES; i++) {
            String rule = i % 3 == 0 ? "expression" : i % 3 == 1 ? "query" : "statement";
            String sentence = grammar.sentence(rule, 12 + i % 20, random);
            distinct.add(sentence);
            try {
                if (rule.equals("expression")) {
                    SqlParser.parseExpression(sentence);
                } else {
                    SqlParser.parseStatement(sentence);
                }
            } catch (MillraceException failure) {
                if (!NO_GRAMMAR.contains(failure.detail().condition())) {
                    failures.add(sentence + "\n" + failure.getMessage());
                }
            }
        }
        assertThat(failures).isEmpty();
        assertThat(distinct).as("different sentences").hasSizeGreaterThan(SENTENCES / 2);
    }

    private static String block() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "grammar.md"));
        int start = page.indexOf("```ebnf\n") + "```ebnf\n".length();
        return page.substring(start, page.indexOf("\n```", start));
    }
}
