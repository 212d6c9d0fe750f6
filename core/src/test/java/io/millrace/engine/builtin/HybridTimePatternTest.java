package io.millrace.engine.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.expression.text.BytesWriter;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.format.TimeParserPolicy;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class HybridTimePatternTest {
    private static final String[] ZONES = {
        "UTC", "America/Los_Angeles", "Europe/Amsterdam", "Asia/Kathmandu", "+05:45", "Africa/Monrovia"
    };
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private static long micros(LocalDateTime shown, ZoneId zone) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, shown.atZone(zone).toInstant());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static long parse(DateTimePattern pattern, String text) {
        return pattern.parse(bytes(text), 0, bytes(text).length);
    }

    private static String format(DateTimePattern pattern, long micros) {
        BytesWriter out = new BytesWriter();
        pattern.format(micros, out);
        return out.toString();
    }

    private static DateTimePattern compile(String pattern, TimeParserPolicy policy, boolean lenient) {
        return DateTimePattern.compile(pattern, ZoneOffset.UTC, true, Locale.US, policy, lenient);
    }

    /** From the year 1 to 9999: the wall clock shows the same in either calendar, whatever moment it stands for. */
    @Property
    void aWallClockShowsTheSameInBothCalendars(
            @ForAll @LongRange(min = -62_135_510_400L, max = 253_402_000_000L) long seconds,
            @ForAll @IntRange(max = 5) int zone) {
        ZoneId place = ZoneId.of(ZONES[zone]);
        LocalDateTime shown = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        boolean skipped = shown.getYear() == 1582
                && shown.getMonthValue() == 10
                && shown.getDayOfMonth() > 4
                && shown.getDayOfMonth() < 15;
        boolean plain = place.getRules().getValidOffsets(shown).size() == 1;
        if (skipped || !plain) {
            return;
        }
        DateTimePattern pattern =
                DateTimePattern.compile("yyyy-MM-dd HH:mm:ss", place, true, Locale.US, TimeParserPolicy.LEGACY, true);
        String text = SHOWN.format(shown);
        assertThat(format(pattern, micros(shown, place))).isEqualTo(text);
        // Long ago two moments may show the same time; which of them is read does not matter here.
        assertThat(format(pattern, parse(pattern, text))).isEqualTo(text);
    }

    @Property
    void aFractionHasAsManyDigitsAsLetters(
            @ForAll @LongRange(min = -2_000_000_000_000_000L, max = 4_000_000_000_000_000L) long micros,
            @ForAll @IntRange(min = 1, max = 9) int digits) {
        DateTimePattern pattern = compile("yyyy-MM-dd HH:mm:ss." + "S".repeat(digits), TimeParserPolicy.LEGACY, true);
        String text = format(pattern, micros);
        String nanos = String.format(Locale.ROOT, "%06d000", Math.floorMod(micros, 1_000_000));
        assertThat(text).endsWith("." + nanos.substring(0, digits));
        long unit = (long) Math.pow(10, Math.max(0, 6 - digits));
        assertThat(parse(pattern, text)).isEqualTo(Math.floorDiv(micros, unit) * unit);
    }

    @Test
    void daysOfTheJulianCalendarAndThoseThatWereSkipped() {
        DateTimePattern lenient = compile("yyyy-MM-dd", TimeParserPolicy.LEGACY, true);
        DateTimePattern strict = compile("yyyy-MM-dd", TimeParserPolicy.LEGACY, false);
        long marchFirst = micros(LocalDateTime.of(1500, 3, 1, 0, 0), ZoneOffset.UTC);
        assertThat(parse(lenient, "1500-02-29")).isEqualTo(marchFirst);
        assertThat(parse(strict, "1500-02-29")).isEqualTo(marchFirst);
        assertThat(parse(lenient, "1582-10-10"))
                .isEqualTo(micros(LocalDateTime.of(1582, 10, 20, 0, 0), ZoneOffset.UTC));
        assertThatThrownBy(() -> parse(strict, "1582-10-10")).isInstanceOf(DateTimeException.class);
        assertThat(format(strict, micros(LocalDateTime.of(1582, 10, 10, 0, 0), ZoneOffset.UTC)))
                .isEqualTo("1582-10-15");
        assertThat(format(
                        compile("yyyy G", TimeParserPolicy.LEGACY, false),
                        micros(LocalDateTime.of(-5, 1, 1, 0, 0), ZoneOffset.UTC)))
                .isEqualTo("0006 BC");
    }

    @Test
    void aZoneInATextIsForgottenWithIt() {
        DateTimePattern pattern = compile("yyyy-MM-dd HH:mm z", TimeParserPolicy.LEGACY, false);
        long first = parse(pattern, "2020-01-01 00:00 PST");
        assertThat(first).isEqualTo(micros(LocalDateTime.of(2020, 1, 1, 8, 0), ZoneOffset.UTC));
        assertThat(format(pattern, first)).isEqualTo("2020-01-01 08:00 UTC");
    }

    @Test
    void aTextThatFittedOnceIsAnErrorOnRequest() {
        DateTimePattern guarded = compile("yyyy-MM-dd", TimeParserPolicy.EXCEPTION, false);
        assertThatThrownBy(() -> parse(guarded, "2020-1-2 and more")).isInstanceOf(MillraceException.class);
        assertThatThrownBy(() -> parse(guarded, "2020-02-30")).isInstanceOf(DateTimeException.class);
        assertThat(parse(guarded, "2020-01-02")).isEqualTo(1_577_923_200_000_000L);
    }
}
