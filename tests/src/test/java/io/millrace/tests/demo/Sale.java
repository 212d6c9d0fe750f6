package io.millrace.tests.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;

/** One row of the demo's result. */
record Sale(Instant start, Instant end, String campaign, long sales, BigDecimal amount) {
    static final Comparator<Sale> ORDER = Comparator.comparing(Sale::start).thenComparing(Sale::campaign);

    /** Reads what the file sink has written. */
    static Sale of(JsonNode row) {
        return new Sale(
                OffsetDateTime.parse(row.get("start").asText()).toInstant(),
                OffsetDateTime.parse(row.get("end").asText()).toInstant(),
                row.get("campaign").asText(),
                row.get("sales").longValue(),
                row.get("amount").decimalValue());
    }

    /** With one click more. */
    Sale plus(BigDecimal more) {
        return new Sale(start, end, campaign, sales + 1, amount.add(more));
    }
}
