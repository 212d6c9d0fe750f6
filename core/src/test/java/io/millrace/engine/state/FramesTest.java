package io.millrace.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.vector.ColumnBatch;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Frames of any size and number are read as they were written. */
class FramesTest {
    private static final List<DataType> ROWS = List.of(DataTypes.StringType, DataTypes.LongType);
    private static final int MEGABYTE = 1 << 20;

    private final MemoryCheckpointStore store = new MemoryCheckpointStore();
    private final KeyValueState state = LogFiles.numbersByWord(0);

    private FrameReader reader(byte[] file) throws IOException {
        store.put("file", file);
        return FrameReader.open("file", store.openLog("file"), FrameFormat.LOG_MAGIC);
    }

    private Map<Object, Object> replayed(byte[] file) throws IOException {
        FrameReplay replay = new FrameReplay(List.of(state));
        FrameReader reader = reader(file);
        while (reader.next()) {
            replay.apply(reader);
        }
        assertThat(reader.position()).isEqualTo(file.length);
        assertThat(reader.frameStart()).isEqualTo(file.length);
        assertThat(reader.next()).isFalse();
        return LogFiles.content(state);
    }

    @Test
    void aFrameLiesAsItsFormatSays() {
        byte[] file = LogFiles.file(FrameFormat.LOG_MAGIC, frames -> frames.changes(7, state).evict(-2));
        byte[] expected = new byte[8 + 4 + 17 + 8 + 4];
        System.arraycopy(new byte[] {'M', 'R', 'S', 'L', 1, 0, 0, 0}, 0, expected, 0, 8);
        LittleEndian.putInt(expected, 8, 17 + 8);
        expected[12] = 3;
        LittleEndian.putLong(expected, 13, 7);
        LittleEndian.putLong(expected, 29, -2);
        java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
        crc.update(expected, 8, 4 + 17 + 8);
        LittleEndian.putInt(expected, 37, (int) crc.getValue());
        assertThat(file).isEqualTo(expected);
    }

    @Test
    void fieldsOfAFrameAreRead() throws IOException {
        byte[] file = LogFiles.file(FrameFormat.LOG_MAGIC, frames -> {
            frames.commit(3);
            frames.changes(1L << 40, LogFiles.numbersByWord(9)).remove(LogFiles.key("a"));
        });
        FrameReader reader = reader(file);
        assertThat(reader.position()).isEqualTo(8);
        assertThat(reader.next()).isTrue();
        assertThat(reader.type()).isEqualTo(FrameFormat.COMMIT);
        assertThat(reader.version()).isEqualTo(3);
        assertThat(reader.storeId()).isZero();
        assertThat(reader.rows()).isZero();
        assertThat(reader.payload()).isEqualTo(reader.payloadEnd());
        assertThat(reader.frameStart()).isEqualTo(8);
        assertThat(reader.position()).isEqualTo(8 + 25);
        assertThat(reader.next()).isTrue();
        assertThat(reader.type()).isEqualTo(FrameFormat.REMOVE);
        assertThat(reader.version()).isEqualTo(1L << 40);
        assertThat(reader.storeId()).isEqualTo(9);
        assertThat(reader.rows()).isEqualTo(1);
        assertThat(reader.frameStart()).isEqualTo(8 + 25);
        assertThat(reader.position()).isEqualTo(file.length);
        assertThat(reader.next()).isFalse();
    }

    @Test
    void manyFramesAreReadOverTheBordersOfTheBuffer() throws IOException {
        Random random = new Random(1);
        Map<Object, Object> expected = new HashMap<>();
        byte[] file = LogFiles.file(FrameFormat.LOG_MAGIC, frames -> {
            ChangeWriter changes = frames.changes(1, state);
            for (long i = 0; i < 400; i++) {
                String word = i + "x".repeat(random.nextInt(20_000));
                expected.put(word, i);
                changes.put(LogFiles.row(word, i));
            }
        });
        assertThat(file.length).isGreaterThan(3 * MEGABYTE);
        assertThat(replayed(file)).isEqualTo(expected);
    }

    @Test
    void aFrameMayBeLargerThanTheBuffer() throws IOException {
        Map<Object, Object> expected = new HashMap<>();
        byte[] file = LogFiles.file(FrameFormat.LOG_MAGIC, frames -> {
            ChangeWriter changes = frames.changes(1, state);
            for (int megabytes : new int[] {0, 3, 1, 5, 0, 2}) {
                String word = megabytes + "x".repeat(megabytes * MEGABYTE);
                expected.put(word, (long) megabytes);
                changes.put(LogFiles.row(word, megabytes));
            }
        });
        assertThat(replayed(file)).isEqualTo(expected);
    }

    @Test
    void aFrameMayHaveMoreRowsThanABatch() throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        Map<Object, Object> expected = new HashMap<>();
        for (long i = 0; i < 2 * ColumnBatch.MAX_ROWS + 3; i++) {
            rows.add(List.of("w" + i, i));
            expected.put("w" + i, i);
        }
        ColumnBatch batch = TestRows.batch(ROWS, rows);
        byte[] file = LogFiles.file(FrameFormat.LOG_MAGIC, frames -> frames.changes(1, state).put(batch));
        assertThat(replayed(file)).isEqualTo(expected);
    }

    @Test
    void theTargetGetsWhatIsFullAndTheRestAtTheEnd() {
        List<Integer> lengths = new ArrayList<>();
        FrameWriter writer = new FrameWriter((data, length) -> lengths.add(length));
        ChangeWriter changes = writer.changes(1, state);
        changes.put(LogFiles.row("x".repeat(MEGABYTE - 1000), 1));
        assertThat(lengths).isEmpty();
        changes.put(LogFiles.row("x".repeat(1000), 1));
        assertThat(lengths).hasSize(1);
        writer.flush();
        assertThat(lengths).hasSize(1);
        changes.evict(1);
        assertThat(lengths).hasSize(1);
        writer.flush();
        assertThat(lengths).hasSize(2);
        assertThat(lengths.getLast()).isEqualTo(FrameFormat.FRAME_BYTES + FrameFormat.BODY_FIELDS + 8);
    }

    @Test
    void aTargetThatFailsIsHeard() {
        FrameWriter writer = new FrameWriter((data, length) -> {
            throw new IOException("the disk is full");
        });
        writer.commit(1);
        assertThatThrownBy(writer::flush)
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage("the disk is full");
    }
}
