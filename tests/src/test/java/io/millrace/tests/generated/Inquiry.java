package io.millrace.tests.generated;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Shrinkable;

/**
 * A question with all it is about, which shrinks as a whole: to fewer rows, a simpler expression over simpler values, and
 * the first of the settings.
 *
 * @param kind where the expression stands
 * @param rows which values of the expression's columns are rows of its table, counted from 0
 * @param settings of the session
 */
record Inquiry(Kind kind, Set<Integer> rows, Drawn expression, Map<String, String> settings) {
    /** How many values each column has. */
    static final int ROWS = 5;

    private static final RandomDistribution MOST = (size, least, greatest, center) -> random -> greatest;

    /** What jqwik calls the size of a generator: of no meaning to ours, which all say how they distribute. */
    private static final int SIZE = 1_000;

    /** Settings that matter to functions: the zone and the dialect; and the type TIME is there, which Spark asks to be told. */
    static Arbitrary<Map<String, String>> settings(Arbitrary<Boolean> ansi) {
        Arbitrary<String> zones = Arbitraries.of(
                "UTC",
                "America/Los_Angeles",
                "Europe/Berlin",
                "Asia/Kolkata",
                "Australia/Lord_Howe",
                "+05:30");
        return Combinators.combine(zones, ansi)
                .as((zone, strict) ->
                        Map.of(
                                "spark.sql.session.timeZone",
                                zone,
                                "spark.sql.ansi.enabled",
                                strict.toString(),
                                "spark.sql.timeType.enabled",
                                "true"));
    }

    /** A question about an expression that has been drawn, over all rows at first. */
    static Shrinkable<Inquiry> about(Kind kind, Shrinkable<Drawn> expression, Shrinkable<Map<String, String>> settings) {
        Arbitrary<Set<Integer>> rows = Arbitraries.subsetOf(IntStream.range(0, ROWS).boxed().toList())
                .ofMinSize(1)
                .ofMaxSize(ROWS)
                .withSizeDistribution(MOST);
        return draw(
                Combinators.combine(
                                rows,
                                Arbitraries.fromGenerator(random -> expression),
                                Arbitraries.fromGenerator(random -> settings))
                        .as((kept, drawn, set) -> new Inquiry(kind, kept, drawn, set)),
                new Random(0));
    }

    /** One of the values. */
    static <T> Shrinkable<T> draw(Arbitrary<T> arbitrary, Random random) {
        return arbitrary.generator(SIZE).next(random);
    }

    /** The table that it is about. */
    DrawnTable table() {
        return new DrawnTable(List.of(expression), rows.stream().sorted().toList());
    }

    /** It alone. */
    Batch batch() {
        DrawnTable table = table();
        return new Batch(settings, table.sql(), table.size(), List.of(new Question(kind, table.text(expression))));
    }

    /** As one statement. */
    String statement() {
        DrawnTable table = table();
        return kind.statement(table.text(expression), table.relation());
    }
}
