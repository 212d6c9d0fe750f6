package io.millrace.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.millrace.spi.vector.ColumnBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What a version changes: puts and removals of the same keys, as they are counted, written and read back. */
class StateChangesTest {
    private final KeyValueState state = LogFiles.numbersByWord(0);

    /** What a store writes, as text. */
    private static final class Written implements ChangeWriter {
        private final List<String> changes = new ArrayList<>();

        @Override
        public void put(ColumnBatch entries) {
            TestRows.rows(entries).forEach(row -> changes.add("put " + row));
        }

        @Override
        public void remove(ColumnBatch keys) {
            TestRows.rows(keys).forEach(row -> changes.add("remove " + row));
        }

        @Override
        public void evict(long bound) {
            changes.add("evict " + bound);
        }
    }

    private List<String> written() {
        Written written = new Written();
        state.writeChanges(written);
        return written.changes;
    }

    @Test
    void anEntryIsWrittenOnceWithItsLastValue() {
        LogFiles.put(state, "a", 1);
        LogFiles.put(state, "a", 2);
        assertThat(state.updatedRows()).isEqualTo(1);
        assertThat(state.rows()).isEqualTo(1);
        assertThat(written()).containsExactly("put [a, 2]");
        // a commit that failed asks again
        assertThat(written()).containsExactly("put [a, 2]");
        state.committed();
        assertThat(written()).isEmpty();
        assertThat(state.updatedRows()).isZero();
        LogFiles.put(state, "a", 2);
        assertThat(written()).containsExactly("put [a, 2]");
    }

    @Test
    void anEntryThatLeftInItsOwnVersionIsOnlyRemoved() {
        LogFiles.put(state, "a", 1);
        LogFiles.remove(state, "a");
        assertThat(state.rows()).isZero();
        assertThat(state.removedRows()).isEqualTo(1);
        assertThat(written()).containsExactly("remove [a]");
        assertThat(state.updatedRows()).isZero();
        state.committed();
        assertThat(state.removedRows()).isZero();
        assertThat(written()).isEmpty();
    }

    @Test
    void anEntryThatCameBackIsRemovedAndPut() {
        LogFiles.put(state, "a", 1);
        state.committed();
        LogFiles.remove(state, "a");
        LogFiles.put(state, "a", 2);
        assertThat(state.rows()).isEqualTo(1);
        assertThat(written()).containsExactly("remove [a]", "put [a, 2]");
        assertThat(state.updatedRows()).isEqualTo(1);
    }

    @Test
    void aNewEntryInThePlaceOfOneThatLeftIsWrittenOnce() {
        KeyValueState single = new KeyValueState(
                0,
                "dedupe",
                LogFiles.KEYS,
                LogFiles.VALUES,
                new PaneRule.None(),
                1,
                io.millrace.engine.memory.MemoryBudget.unlimited());
        LogFiles.put(single, "a", 1);
        LogFiles.remove(single, "a");
        LogFiles.put(single, "b", 2);
        Written written = new Written();
        single.writeChanges(written);
        assertThat(written.changes).containsExactly("remove [a]", "put [b, 2]");
        assertThat(single.updatedRows()).isEqualTo(1);
    }

    @Test
    void whatIsNotThereIsNotRemoved() {
        LogFiles.remove(state, "a");
        assertThat(state.removedRows()).isZero();
        assertThat(written()).isEmpty();
        LogFiles.put(state, null, 1);
        LogFiles.put(state, "", 2);
        LogFiles.remove(state, null);
        LogFiles.remove(state, null);
        assertThat(state.rows()).isEqualTo(1);
        assertThat(LogFiles.content(state)).containsOnly(entry("", 2L));
    }

    /** One of few words gets a number, or is removed. */
    private record Step(String word, long number, boolean removes) {
        static Step of(int code) {
            String[] words = {"a", "b", "", null};
            return new Step(words[code % 4], code, code / 4 % 3 == 0);
        }

        void apply(KeyValueState state, Map<Object, Object> model) {
            if (removes) {
                LogFiles.remove(state, word);
                model.remove(word);
            } else {
                LogFiles.put(state, word, number);
                model.put(word, number);
            }
        }
    }

    @Property
    void whatIsWrittenGivesTheSameStore(
            @ForAll @Size(max = 6) List<@Size(max = 12) List<@IntRange(max = 47) Integer>> versions) {
        KeyValueState original = LogFiles.numbersByWord(0);
        KeyValueState copy = LogFiles.numbersByWord(0);
        Map<Object, Object> model = new HashMap<>();
        for (List<Integer> version : versions) {
            version.forEach(code -> Step.of(code).apply(original, model));
            assertThat(LogFiles.content(original)).isEqualTo(model);
            original.writeChanges(copy.replay());
            original.committed();
            assertThat(LogFiles.content(copy)).isEqualTo(model);
            assertThat(copy.rows()).isEqualTo(original.rows()).isEqualTo(model.size());
            assertThat(copy.updatedRows()).isZero();
            assertThat(copy.removedRows()).isZero();
        }
    }
}
