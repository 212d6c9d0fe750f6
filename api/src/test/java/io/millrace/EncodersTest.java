package io.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EncodersTest {
    public enum Colour {
        RED,
        GREEN
    }

    public record Point(int x, Integer y, List<String> names, Map<String, Long> counts, Colour colour) {}

    @SuppressWarnings("ArrayRecordComponent") // arrays are what is tested
    public record Nested(Point point, Point[] more, double[] weights) {}

    public record Circle(Circle inner) {}

    public static class Bean {
        private String name;
        private boolean active;
        private BigDecimal amount;
        private Timestamp URL;

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }

        public boolean isActive() {
            return active;
        }

        public void setActive(boolean active) {
            this.active = active;
        }

        public BigDecimal getAmount() {
            return amount;
        }

        public void setAmount(BigDecimal amount) {
            this.amount = amount;
        }

        public Timestamp getURL() {
            return URL;
        }

        public void setURL(Timestamp value) {
            this.URL = value;
        }

        public int getReadOnly() {
            return 7;
        }
    }

    private static <T> T roundTrip(Encoder<T> encoder, T value) {
        return encoder.fromCells(encoder.toCells(value));
    }

    @Test
    void recordsKeepTheOrderOfComponents() {
        Encoder<Point> encoder = Encoders.bean(Point.class);
        assertThat(encoder.schema().toDDL())
                .isEqualTo("x INT NOT NULL,y INT,names ARRAY<STRING>,counts MAP<STRING, BIGINT>,colour STRING");
        Point point = new Point(1, null, Arrays.asList("a", null), Map.of("k", 2L), Colour.GREEN);
        assertThat(roundTrip(encoder, point)).isEqualTo(point);
        assertThat(roundTrip(encoder, new Point(0, 1, null, null, null))).isEqualTo(new Point(0, 1, null, null, null));
    }

    @Test
    void structsNest() {
        Point point = new Point(1, 2, List.of(), Map.of(), Colour.RED);
        Nested copy =
                roundTrip(Encoders.bean(Nested.class), new Nested(point, new Point[] {point, null}, new double[] {1}));
        assertThat(copy.point()).isEqualTo(point);
        assertThat(copy.more()).containsExactly(point, null);
        assertThat(copy.weights()).containsExactly(1.0);
    }

    @Test
    void beansHavePropertiesInOrderOfNames() {
        Encoder<Bean> encoder = Encoders.bean(Bean.class);
        assertThat(encoder.schema().fieldNames()).containsExactly("URL", "active", "amount", "name", "readOnly");
        Bean bean = new Bean();
        bean.setName("n");
        bean.setActive(true);
        bean.setAmount(new BigDecimal("1.5"));
        bean.setURL(Timestamp.valueOf("2020-01-02 03:04:05.678901"));
        Bean copy = roundTrip(encoder, bean);
        assertThat(copy.getName()).isEqualTo("n");
        assertThat(copy.isActive()).isTrue();
        assertThat(copy.getAmount()).isEqualByComparingTo("1.5");
        assertThat(copy.getURL()).isEqualTo(bean.getURL());
    }

    @Test
    void refusesNullForPrimitivesAndWholeValues() {
        Encoder<Point> encoder = Encoders.bean(Point.class);
        assertThatThrownBy(() -> encoder.fromCells(new Object[5])).hasMessageContaining("ROW_VALUE_IS_NULL");
        assertThatThrownBy(() -> encoder.toCells(null)).hasMessageContaining("ROW_VALUE_IS_NULL");
        assertThat(Encoders.STRING().toCells(null)).containsExactly((Object) null);
    }

    @Test
    void refusesCirclesAndUnknownClasses() {
        assertThatThrownBy(() -> Encoders.bean(Circle.class)).hasMessageContaining("contains itself");
        assertThatThrownBy(() -> Encoders.bean(Thread.class)).hasMessageContaining("UNSUPPORTED_DATATYPE");
    }

    @Test
    @SuppressWarnings("unchecked")
    void encodersCanBeSerialized() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(Encoders.bean(Point.class));
            out.writeObject(Encoders.VARCHAR(3));
            out.writeObject(Encoders.row(Encoders.bean(Point.class).schema()));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            Point point = new Point(1, 2, List.of(), Map.of(), Colour.RED);
            assertThat(roundTrip((Encoder<Point>) in.readObject(), point)).isEqualTo(point);
            assertThat(((Encoder<?>) in.readObject()).schema())
                    .isEqualTo(Encoders.VARCHAR(3).schema());
            assertThat(((Encoder<?>) in.readObject()).schema())
                    .isEqualTo(Encoders.bean(Point.class).schema());
        }
    }
}
