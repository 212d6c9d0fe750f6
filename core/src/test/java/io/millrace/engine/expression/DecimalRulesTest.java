package io.millrace.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import io.millrace.types.DecimalType;
import io.millrace.types.IntegralType;
import io.millrace.types.NumericType;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalRulesTest {
    private static DecimalType decimal(String digits) {
        return (DecimalType) DataType.fromDDL("DECIMAL(" + digits + ")");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // left; right; sum; product; quotient; remainder
                "3,1;   5,3;   6,3;   9,4;   12,7;  5,3",
                "5,0;   3,3;   9,3;   9,3;   14,6;  3,3",
                "10,2;  4,0;   11,2;  15,2;  15,7;  6,2",
                "1,0;   1,1;   3,1;   3,1;   8,6;   1,1",
                "38,0;  38,0;  38,0;  38,0;  38,6;  38,0",
                "38,18; 38,18; 38,17; 38,6;  38,6;  38,18",
                "38,10; 38,30; 38,9;  38,6;  38,6;  38,30",
                "37,30; 2,0;   38,30; 38,28; 38,31; 32,30",
                "38,38; 38,38; 38,37; 38,37; 38,6;  38,38",
                "20,5;  18,3;  21,5;  38,7;  38,20; 20,5",
                "38,2;  38,3;  38,3;  38,5;  38,6;  38,3",
            })
    void typesOfResultsWhereDigitsMayBeLost(
            String left, String right, String sum, String product, String quotient, String remainder) {
        DecimalType l = decimal(left);
        DecimalType r = decimal(right);
        assertThat(DecimalRules.sum(l, r, true)).isEqualTo(decimal(sum));
        assertThat(DecimalRules.product(l, r, true)).isEqualTo(decimal(product));
        assertThat(DecimalRules.quotient(l, r, true)).isEqualTo(decimal(quotient));
        assertThat(DecimalRules.remainder(l, r, true)).isEqualTo(decimal(remainder));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "3,1;   5,3;   6,3;   9,4;   12,7;  5,3",
                "38,0;  38,0;  38,0;  38,0;  38,18; 38,0",
                "38,18; 38,18; 38,18; 38,36; 38,18; 38,18",
                "38,10; 38,30; 38,30; 38,38; 38,18; 38,30",
                "38,38; 38,38; 38,38; 38,38; 38,18; 38,38",
                "20,5;  18,3;  21,5;  38,8;  38,21; 20,5",
                "20,5;  17,0;  23,5;  38,5;  38,23; 20,5",
                "20,15; 18,0;  34,15; 38,15; 38,33; 20,15",
                "2,1;   30,2;  31,2;  33,3;  35,32; 3,2",
                "6,1;   30,4;  31,4;  37,5;  38,30; 9,4",
                "7,1;   30,2;  31,2;  38,3;  38,30; 8,2",
            })
    void typesOfResultsWhereDigitsMustStay(
            String left, String right, String sum, String product, String quotient, String remainder) {
        DecimalType l = decimal(left);
        DecimalType r = decimal(right);
        assertThat(DecimalRules.sum(l, r, false)).isEqualTo(decimal(sum));
        assertThat(DecimalRules.product(l, r, false)).isEqualTo(decimal(product));
        assertThat(DecimalRules.quotient(l, r, false)).isEqualTo(decimal(quotient));
        assertThat(DecimalRules.remainder(l, r, false)).isEqualTo(decimal(remainder));
    }

    @ParameterizedTest
    @CsvSource({
        "0, '1,0'",
        "123.45, '5,2'",
        "-123.45, '5,2'",
        "0.001, '3,3'",
        "0.1230, '4,4'",
        "1E+3, '4,0'",
        "12E+2, '4,0'",
        "1E+37, '38,0'",
        "1E+60, '38,0'",
        "1E-38, '38,38'",
        "1E-50, '38,38'",
        "10.0, '3,1'"
    })
    void theTypeOfAValue(String value, String type) {
        assertThat(DecimalRules.forValue(new BigDecimal(value))).isEqualTo(decimal(type));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"10,2; 5,4; 12,4", "38,0; 38,38; 38,0", "38,10; 38,8; 38,8", "38,10; 20,15; 38,10", "1,1; 1,0; 2,1"
            })
    void theCommonTypeGivesUpDigitsAfterThePoint(String left, String right, String common) {
        assertThat(DecimalRules.common(decimal(left), decimal(right))).isEqualTo(decimal(common));
        assertThat(DecimalRules.common(decimal(right), decimal(left))).isEqualTo(decimal(common));
    }

    @ParameterizedTest
    @CsvSource({"39, 2, '38,1'", "38, 5, '38,5'", "40, 10, '38,8'", "60, 10, '38,0'", "12, 12, '12,12'"})
    void digitsBeforeThePointStay(int precision, int scale, String type) {
        assertThat(DecimalRules.boundedKeepingWhole(precision, scale)).isEqualTo(decimal(type));
    }

    @ParameterizedTest
    @CsvSource({
        "'10,0', INT, true",
        "'9,0', INT, false",
        "'12,2', INT, true",
        "'11,2', INT, false",
        "'3,0', TINYINT, true",
        "'5,0', SMALLINT, true",
        "'4,0', SMALLINT, false",
        "'20,0', BIGINT, true",
        "'19,0', BIGINT, false",
        "'14,7', FLOAT, true",
        "'30,15', DOUBLE, true",
        "'29,15', DOUBLE, false",
        "'30,14', DOUBLE, false",
        "'10,2', 'DECIMAL(9,3)', false",
        "'10,3', 'DECIMAL(10,2)', false",
        "'11,3', 'DECIMAL(10,2)', true"
    })
    void widerDecimalsHoldAllValues(String wide, String narrow, boolean expected) {
        assertThat(DecimalRules.isWiderOrEqual(decimal(wide), (NumericType) DataType.fromDDL(narrow)))
                .isEqualTo(expected);
    }

    @Test
    void wholeNumbersBesideDecimals() {
        assertThat(DecimalRules.common((IntegralType) DataTypes.IntegerType, decimal("5,2")))
                .isEqualTo(decimal("12,2"));
        assertThat(DecimalRules.common((IntegralType) DataTypes.LongType, decimal("38,18")))
                .isEqualTo(decimal("38,18"));
    }

    @ParameterizedTest
    @CsvSource({
        // a conversion may round what is after the point, which may carry into a digit before it
        "'5,2', BOOLEAN, true",
        "'2,1', BOOLEAN, true",
        "'2,2', BOOLEAN, false",
        "'10,0', INT, true",
        "'11,2', INT, false",
        "'5,2', 'DECIMAL(5,2)', true",
        "'6,1', 'DECIMAL(5,2)', true",
        "'4,1', 'DECIMAL(5,2)', false",
        "'5,1', 'DECIMAL(5,2)', true",
        "'38,15', DOUBLE, false",
        "'38,0', STRING, false"
    })
    void whatFitsAfterRounding(String decimal, String from, boolean fits) {
        assertThat(DecimalRules.holds(decimal(decimal), DataType.fromDDL(from))).isEqualTo(fits);
    }
}
