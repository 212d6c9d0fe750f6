package io.millrace.tests.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sums that the demo's file query must have written, computed from the records of its topic in plain Java: clicks that
 * bought, by window of ten seconds and campaign of the page.
 *
 * <p>Of the checkpoint it takes what only the checkpoint can tell, namely how far each batch read. The watermark is computed
 * here and compared with the one that was logged: the latest event so far less five seconds, in force from the next batch on.
 * A click whose window had ended by the watermark of the batch before its own is too late; a window is written by the first
 * batch whose watermark has reached its end.
 */
final class ExpectedSales {
    private static final long WINDOW_MILLIS = 10_000;
    private static final long DELAY_MILLIS = 5_000;
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<Integer, List<TopicFile.Line>> records = new HashMap<>();
    private final Map<Integer, String> campaigns = new HashMap<>();
    private final Path offsets;

    private final Map<List<Object>, Sale> open = new HashMap<>();
    private final List<Sale> written = new ArrayList<>();
    private final Set<Instant> starts = new HashSet<>();
    private final Map<Integer, Long> read = new HashMap<>();
    private long latest;
    private long watermark;
    private long watermarkBefore;
    private int tooLate;

    /**
     * @param pages the demo's table of pages
     * @param offsets the offset log of the query
     */
    ExpectedSales(TopicFile topic, Path pages, Path offsets) throws IOException {
        for (TopicFile.Line line : topic.lines()) {
            List<TopicFile.Line> partition = records.computeIfAbsent(line.partition(), unused -> new ArrayList<>());
            assertThat(line.offset()).isEqualTo(partition.size());
            partition.add(line);
        }
        List<String> rows = Files.readAllLines(pages);
        for (String row : rows.subList(1, rows.size())) {
            String[] columns = row.split(",", -1);
            campaigns.put(Integer.valueOf(columns[0]), columns[2]);
        }
        this.offsets = offsets;
    }

    /** Runs the batches from the first to this one. */
    void run(long newestBatch) throws IOException {
        for (long batch = 0; batch <= newestBatch; batch++) {
            run(Files.readAllLines(offsets.resolve(Long.toString(batch))));
        }
    }

    private void run(List<String> entry) throws IOException {
        assertThat(JSON.readTree(entry.get(1)).get("batchWatermarkMs").longValue())
                .as("watermark")
                .isEqualTo(watermark);
        for (var end : JSON.readTree(entry.get(2)).get("clicks").properties()) {
            int partition = Integer.parseInt(end.getKey());
            long from = read.getOrDefault(partition, 0L);
            long to = end.getValue().longValue();
            for (long offset = from; offset < to; offset++) {
                add(JSON.readTree(records.get(partition).get((int) offset).value()));
            }
            read.put(partition, to);
        }
        open.values().removeIf(sale -> {
            boolean complete = sale.end().toEpochMilli() <= watermark;
            if (complete) {
                written.add(sale);
                starts.add(sale.start());
            }
            return complete;
        });
        watermarkBefore = watermark;
        watermark = Math.max(watermark, latest - DELAY_MILLIS);
    }

    private void add(JsonNode click) {
        String campaign = campaigns.get(click.get("page_id").intValue());
        if (!click.get("action").asText().equals("buy") || campaign == null) {
            return;
        }
        long at = Instant.parse(click.get("event_time").asText()).toEpochMilli();
        latest = Math.max(latest, at);
        Instant start = Instant.ofEpochMilli(Math.floorDiv(at, WINDOW_MILLIS) * WINDOW_MILLIS);
        Instant end = start.plusMillis(WINDOW_MILLIS);
        if (end.toEpochMilli() <= watermarkBefore) {
            tooLate++;
            return;
        }
        BigDecimal amount = new BigDecimal(click.get("amount").asText()).setScale(2);
        open.merge(
                List.of(start, campaign),
                new Sale(start, end, campaign, 1, amount),
                (known, unused) -> known.plus(amount));
    }

    /** The rows that were written, in their order. */
    List<Sale> written() {
        return written.stream().sorted(Sale.ORDER).toList();
    }

    /** How many windows of time there are among them. */
    int windows() {
        return starts.size();
    }

    /** How many clicks came when their window had been written. */
    int tooLate() {
        return tooLate;
    }

    /** How many windows and campaigns are begun and not written. */
    int open() {
        return open.size();
    }
}
