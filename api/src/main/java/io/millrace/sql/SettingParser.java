package io.millrace.sql;

import io.millrace.plan.TableCommand.SetCatalog;
import io.millrace.plan.UnresolvedExpression.Literal;
import io.millrace.plan.UnresolvedPlan;
import io.millrace.plan.UnresolvedPlan.ResetConfiguration;
import io.millrace.plan.UnresolvedPlan.SetConfiguration;
import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.DayTimeIntervalType;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SET and RESET.
 *
 * <p>Keys and values are read from the text itself, not from tokens, because nearly anything may stand in a value.
 */
final class SettingParser {
    private static final String TIME_ZONE = "spark.sql.session.timeZone";
    private static final Pattern KEY_AND_VALUE =
            Pattern.compile("\\s*(?:([\\w.:\\\\]+)|`([^`]+)`)\\s*(?:=([^;]*))?;*\\s*", Pattern.DOTALL);
    private static final long MICROS_PER_SECOND = 1_000_000L;
    private static final long MAX_OFFSET_SECONDS = 18 * 60 * 60;

    private static final DayTimeIntervalType DAYS =
            new DayTimeIntervalType(DayTimeIntervalType.DAY, DayTimeIntervalType.DAY);

    private final Parsers parsers;
    private final TokenStream tokens;

    SettingParser(Parsers parsers) {
        this.parsers = parsers;
        tokens = parsers.tokens();
    }

    UnresolvedPlan set() {
        int start = tokens.mark();
        tokens.expect("SET");
        if (tokens.atWords("TIME", "ZONE")) {
            return timeZone(start);
        }
        boolean named = !tokens.peek(1).isSign("=") && tokens.peek(1).kind() != Token.Kind.END;
        if (tokens.atWords("CATALOG") && named) {
            tokens.next();
            String catalog = tokens.peek().kind() == Token.Kind.STRING
                    ? parsers.literals().oneString()
                    : parsers.names().plainName();
            return new SetCatalog(catalog, tokens.originSince(start));
        }
        if (tokens.atWords("PATH") && tokens.peek(1).isSign("=")) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.UNSUPPORTED_FEATURE__SET_PATH_WHEN_DISABLED, "config", "spark.sql.path.enabled"));
        }
        for (String kind : new String[] {"COLLATION", "ROLE", "VARIABLE", "VAR", "PATH"}) {
            if (tokens.atWords(kind) && named) {
                throw SyntaxErrors.unsupported(tokens.here(), "SET " + kind);
            }
        }
        if (tokens.atEnd() || tokens.atSign(";")) {
            return new SetConfiguration(Optional.empty(), Optional.empty(), tokens.originSince(start));
        }
        if (tokens.atSign("-") && tokens.peek(1).isWord("v")) {
            throw SyntaxErrors.unsupported(tokens.here(), "SET -v");
        }
        Matcher setting = matchSetting();
        String key = setting.group(1) != null ? setting.group(1) : setting.group(2);
        Optional<String> value = Optional.ofNullable(setting.group(3)).map(SettingParser::unquoteValue);
        tokens.skipTo(tokens.sql().length());
        return new SetConfiguration(Optional.of(key), value, tokens.originSince(start));
    }

    private Matcher matchSetting() {
        Matcher setting = KEY_AND_VALUE.matcher(tokens.sql());
        setting.region(tokens.peek().start(), tokens.sql().length());
        if (!setting.matches()) {
            throw tokens.unexpected();
        }
        return setting;
    }

    private static String unquoteValue(String raw) {
        String value = raw.strip();
        boolean quoted = value.length() > 1 && value.startsWith("`") && value.endsWith("`");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    UnresolvedPlan reset() {
        int start = tokens.mark();
        tokens.expect("RESET");
        if (tokens.atEnd() || tokens.atSign(";")) {
            return new ResetConfiguration(Optional.empty(), tokens.originSince(start));
        }
        Matcher setting = matchSetting();
        if (setting.group(3) != null) {
            throw tokens.unexpected();
        }
        String key = setting.group(1) != null ? setting.group(1) : setting.group(2);
        tokens.skipTo(tokens.sql().length());
        return new ResetConfiguration(Optional.of(key), tokens.originSince(start));
    }

    /** {@code SET TIME ZONE 'Europe/Berlin'}, {@code SET TIME ZONE LOCAL} or {@code SET TIME ZONE INTERVAL '1:30' HOUR TO MINUTE}. */
    private UnresolvedPlan timeZone(int start) {
        tokens.expect("TIME", "ZONE");
        String zone;
        if (tokens.atEnd()) {
            throw SyntaxErrors.of(tokens.since(start), ErrorCondition.LEGACY_0045);
        }
        if (tokens.accept("LOCAL")) {
            String local = ZoneId.systemDefault().getId();
            return new SetConfiguration(Optional.of(TIME_ZONE), Optional.of(local), tokens.originSince(start));
        }
        if (tokens.peek().isName() && !parsers.intervals().atInterval()) {
            tokens.skipTo(tokens.sql().length());
            throw SyntaxErrors.of(tokens.since(start), ErrorCondition.LEGACY_0045);
        } else if (parsers.intervals().atInterval()) {
            zone = offset(start);
        } else {
            zone = parsers.literals().oneString();
        }
        if (!tokens.atEnd() && !tokens.atSign(";")) {
            tokens.skipTo(tokens.sql().length());
            throw SyntaxErrors.of(tokens.since(start), ErrorCondition.LEGACY_0045);
        }
        return new SetConfiguration(Optional.of(TIME_ZONE), Optional.of(zone), tokens.originSince(start));
    }

    private String offset(int start) {
        Literal interval = parsers.intervals().interval();
        long microseconds = interval.type() instanceof DayTimeIntervalType ? (Long) interval.value() : -1;
        long seconds = microseconds / MICROS_PER_SECOND;
        if (microseconds % MICROS_PER_SECOND != 0 || Math.abs(seconds) > MAX_OFFSET_SECONDS) {
            boolean small = Math.abs(seconds) <= MAX_OFFSET_SECONDS;
            long shown = small ? seconds : interval.type().equals(DAYS) ? seconds / 86_400 : seconds / 3_600;
            throw SyntaxErrors.of(
                    tokens.since(start),
                    ErrorCondition.INVALID_INTERVAL_FORMAT__TIMEZONE_INTERVAL_OUT_OF_RANGE,
                    "input",
                    String.valueOf(shown));
        }
        return ZoneOffset.ofTotalSeconds((int) seconds).getId();
    }
}
