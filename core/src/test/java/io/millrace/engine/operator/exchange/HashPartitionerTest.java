package io.millrace.engine.operator.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.state.KeyHash;
import io.millrace.engine.state.TestRows;
import io.millrace.spi.vector.ColumnBatch;
import io.millrace.spi.vector.Selection;
import io.millrace.types.DataType;
import io.millrace.types.DataTypes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HashPartitionerTest {
    private static final List<DataType> TYPES = List.of(DataTypes.LongType, DataTypes.StringType);

    private static ColumnBatch batch(int rows) {
        List<List<Object>> values = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            values.add(List.of((long) i, "k" + i % 100));
        }
        return TestRows.batch(TYPES, values);
    }

    @Test
    void eachRowGoesToTheShardOfItsKeyInOrder() {
        HashPartitioner partitioner = new HashPartitioner(List.of(1), 8);
        ColumnBatch batch = batch(4000);
        int[] odd = new int[2000];
        for (int i = 0; i < odd.length; i++) {
            odd[i] = 2 * i + 1;
        }
        for (ColumnBatch rows : List.of(batch, batch.select(new Selection(odd, odd.length)), batch)) {
            partitioner.partition(rows);
            int total = 0;
            for (int shard = 0; shard < 8; shard++) {
                Selection selection = partitioner.selection(shard);
                int last = -1;
                for (int i = 0; i < selection.count(); i++) {
                    int position = selection.position(i);
                    assertThat(position).isGreaterThan(last);
                    assertThat(KeyHash.shard(partitioner.hashes()[position], 8)).isEqualTo(shard);
                    last = position;
                }
                assertThat(selection.count()).isPositive();
                total += selection.count();
            }
            assertThat(total).isEqualTo(rows.rowCount());
        }
    }

    @Test
    void withoutKeysAllRowsGoToShardZero() {
        HashPartitioner partitioner = new HashPartitioner(List.of(), 4);
        partitioner.partition(batch(10));
        assertThat(partitioner.selection(0).count()).isEqualTo(10);
        assertThat(partitioner.selection(3).isEmpty()).isTrue();
    }

    @Test
    void anEmptyBatchGivesNothing() {
        HashPartitioner partitioner = new HashPartitioner(List.of(0), 4);
        partitioner.partition(batch(10));
        partitioner.partition(batch(0));
        for (int shard = 0; shard < 4; shard++) {
            assertThat(partitioner.selection(shard).isEmpty()).isTrue();
        }
    }
}
