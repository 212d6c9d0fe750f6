package io.millrace.tests.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.Dataset;
import io.millrace.Row;
import io.millrace.Session;
import io.millrace.spi.error.MillraceThrowable;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Samples: their size, that a seed repeats them, and that the parts of a split make the whole. */
class SampleTest {
    private static final long ROWS = 100_000;

    private Session session;

    @BeforeEach
    void open() {
        session = Session.builder().master("local[2]").getOrCreate().newSession();
    }

    @AfterEach
    void close() throws Exception {
        session.close();
    }

    @Test
    void hasAboutTheShareThatIsAskedFor() {
        assertThat(session.range(ROWS).sample(0.3, 7).count()).isCloseTo(30_000L, within(1_000L));
        assertThat(session.range(ROWS).sample(0.0, 7).count()).isZero();
        assertThat(session.range(ROWS).sample(1.0, 7).count()).isEqualTo(ROWS);
        assertThat(session.sql("SELECT * FROM (SELECT * FROM range(1000)) TABLESAMPLE (100 PERCENT)")
                        .count())
                .isEqualTo(1000);
    }

    @Test
    void aSeedRepeatsASample() {
        assertThat(session.range(ROWS).sample(0.01, 5).collectAsList())
                .isEqualTo(session.range(ROWS).sample(0.01, 5).collectAsList())
                .isNotEqualTo(session.range(ROWS).sample(0.01, 6).collectAsList());
    }

    @Test
    void withReplacementARowMayComeAgain() {
        Dataset<Long> drawn = session.range(ROWS).sample(true, 2.0, 3);
        assertThat(drawn.count()).isCloseTo(2 * ROWS, within(4_000L));
        // A Poisson distribution with mean 2 leaves out e^-2 of the rows.
        assertThat(drawn.distinct().count()).isCloseTo((long) (ROWS * (1 - Math.exp(-2))), within(1_500L));
        assertThat(session.range(ROWS).sample(true, 0.0, 3).count()).isZero();
    }

    @Test
    void thePartsOfASplitMakeTheWhole() {
        List<Dataset<Long>> parts = session.range(ROWS).randomSplitAsList(new double[] {1, 3}, 11);
        assertThat(parts.get(0).count()).isCloseTo(ROWS / 4, within(1_000L));
        assertThat(parts.get(0).union(parts.get(1)).distinct().count()).isEqualTo(ROWS);
        assertThat(parts.get(0).count() + parts.get(1).count()).isEqualTo(ROWS);
    }

    @Test
    void aStreamHasNoSample() {
        Dataset<Row> stream = session.readStream().format("rate").load().sample(0.5);
        assertThatThrownBy(() -> stream.writeStream().format("noop").start())
                .isInstanceOfSatisfying(
                        MillraceThrowable.class,
                        e -> assertThat(e.getCondition()).isEqualTo("_LEGACY_ERROR_TEMP_3102"))
                .hasMessageContaining("Sampling");
    }
}
