package io.millrace.engine.expression.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.types.DataType;
import io.millrace.types.DayTimeIntervalType;
import io.millrace.types.YearMonthIntervalType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The forms of intervals that an error names. */
class IntervalFormsTest {
    @ParameterizedTest
    @CsvSource({
        "YEAR, y",
        "MONTH, m",
        "YEAR TO MONTH, y-m",
        "DAY, d",
        "HOUR, h",
        "MINUTE, m",
        "SECOND, s.n",
        "DAY TO HOUR, d h",
        "DAY TO MINUTE, d h:m",
        "DAY TO SECOND, d h:m:s.n",
        "HOUR TO MINUTE, h:m",
        "HOUR TO SECOND, h:m:s.n",
        "MINUTE TO SECOND, m:s.n"
    })
    void formsOfEachType(String fields, String form) {
        DataType type = DataType.fromDDL("interval " + fields);
        IntervalReader.Forms forms = type instanceof YearMonthIntervalType months
                ? IntervalReader.yearMonthForms(months)
                : IntervalReader.dayTimeForms((DayTimeIntervalType) type);
        assertThat(forms.shown())
                .isEqualTo("`[+|-]" + form + "`, `INTERVAL [+|-]'[+|-]" + form + "' " + fields + "`");
        assertThat(forms.kind()).isEqualTo(type instanceof YearMonthIntervalType ? "year-month" : "day-time");
    }
}
