package io.millrace.sql;

import io.millrace.plan.Origin;
import io.millrace.plan.UnresolvedExpression;
import io.millrace.plan.UnresolvedExpression.Alias;
import io.millrace.plan.UnresolvedExpression.CalendarInterval;
import io.millrace.plan.UnresolvedExpression.Literal;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UnresolvedPlan.WithWatermark;
import java.util.List;
import java.util.Optional;

/** {@code WATERMARK time [AS name] DELAY OF INTERVAL …}, behind a table and before its alias. */
final class WatermarkParser {
    private final Parsers parsers;
    private final TokenStream tokens;

    WatermarkParser(Parsers parsers) {
        this.parsers = parsers;
        tokens = parsers.tokens();
    }

    /** What the clause says. */
    record Watermark(UnresolvedExpression time, String delay, Origin origin) {
        UnresolvedPlan over(UnresolvedPlan input) {
            return new WithWatermark(input, time, delay, origin);
        }
    }

    /** The clause, if it is next; the word may also be an alias. */
    Optional<Watermark> watermark() {
        return tokens.atWords("WATERMARK")
                ? tokens.either("watermark", () -> Optional.of(clause()), Optional::empty)
                : Optional.empty();
    }

    private Watermark clause() {
        int start = tokens.mark();
        tokens.expect("WATERMARK");
        UnresolvedExpression time = time();
        tokens.expect("DELAY", "OF");
        if (!tokens.atWords("INTERVAL")) {
            throw tokens.unexpected();
        }
        String delay = text(parsers.intervals().interval());
        return new Watermark(time, delay, tokens.originSince(start));
    }

    /** An expression and its name; DELAY is a name only if another one follows it. */
    private UnresolvedExpression time() {
        int start = tokens.mark();
        UnresolvedExpression value = parsers.expressions().expression();
        if (!tokens.accept("AS") && tokens.atWords("DELAY", "OF")) {
            return value;
        }
        List<String> names = tokens.atSign("(")
                ? parsers.names().nameList()
                : List.of(parsers.names().plainName());
        return new Alias(value, names, Optional.empty(), tokens.originSince(start));
    }

    private static String text(Literal interval) {
        return switch (interval.value()) {
            case CalendarInterval parts -> parts.toString();
            case Integer months -> new CalendarInterval(months, 0, 0).toString();
            case Long microseconds -> new CalendarInterval(0, 0, microseconds).toString();
            default -> throw new IllegalStateException("no interval: " + interval);
        };
    }
}
