package io.millrace.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.memory.MemoryBudget;
import io.millrace.spi.error.MillraceException;
import io.millrace.types.DataType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which stores may go on with a checkpoint, and what is written about them. */
class StateSchemasTest {
    private final MemoryCheckpointStore store = new MemoryCheckpointStore();

    private static StatefulStore state(int id, String name, String key, String value) {
        return new KeyValueState(
                id,
                name,
                List.of(DataType.fromDDL(key)),
                List.of(DataType.fromDDL(value)),
                new PaneRule.None(),
                1,
                MemoryBudget.unlimited());
    }

    private void write(long version, StatefulStore... stores) throws IOException {
        new StateSchemas(store).write(version, List.of(stores));
    }

    private void check(long version, StatefulStore... stores) throws IOException {
        new StateSchemas(store).check(version, List.of(stores));
    }

    private void assertRefused(String condition, long version, StatefulStore... stores) {
        assertThatThrownBy(() -> check(version, stores))
                .isInstanceOfSatisfying(
                        MillraceException.class,
                        failure -> assertThat(failure.getCondition()).isEqualTo(condition));
    }

    @Test
    void aSchemaIsWrittenWhenItIsNew() throws IOException {
        write(3, state(0, "dedupe", "STRING", "INT"), state(12, "globalLimit", "STRING", "INT"));
        assertThat(store.names()).containsExactly("schemas/0-3", "schemas/12-3");
        assertThat(store.content("schemas/0-3"))
                .asString(StandardCharsets.UTF_8)
                .startsWith("{\"formatVersion\":1,\"storeId\":0,\"operatorName\":\"dedupe\",\"key\":{")
                .contains("\"value\":{");
        write(5, state(0, "dedupe", "STRING", "INT"), state(12, "globalLimit", "STRING", "BIGINT"));
        assertThat(store.names()).containsExactly("schemas/0-3", "schemas/12-3", "schemas/12-5");
        // version 0 begins anew
        write(0, state(1, "dedupe", "STRING", "INT"));
        assertThat(store.names()).containsExactly("schemas/1-0");
    }

    @Test
    void eachVersionHasTheSchemaBeforeIt() throws IOException {
        write(2, state(0, "dedupe", "STRING", "INT"));
        write(5, state(0, "dedupe", "STRING", "BIGINT"));
        for (long version : new long[] {2, 3, 4}) {
            check(version, state(0, "dedupe", "STRING", "INT"));
            assertRefused(
                    "STATE_STORE_VALUE_SCHEMA_NOT_COMPATIBLE", version, state(0, "dedupe", "STRING", "BIGINT"));
        }
        check(5, state(0, "dedupe", "STRING", "BIGINT"));
        check(100, state(0, "dedupe", "STRING", "BIGINT"));
        assertRefused("STATE_STORE_VALUE_SCHEMA_NOT_COMPATIBLE", 5, state(0, "dedupe", "STRING", "INT"));
        // an empty state fits all stores
        assertThatCode(() -> check(0, state(0, "other", "INT", "INT"))).doesNotThrowAnyException();
        assertThatCode(() -> check(0)).doesNotThrowAnyException();
    }

    @Test
    void differencesAreNamed() throws IOException {
        write(1, state(0, "dedupe", "STRING", "INT"));
        assertThatThrownBy(() -> check(1, state(0, "dedupe", "BIGINT", "INT")))
                .isInstanceOfSatisfying(MillraceException.class, failure -> {
                    assertThat(failure.getCondition()).isEqualTo("STATE_STORE_KEY_SCHEMA_NOT_COMPATIBLE");
                    assertThat(failure.getMessageParameters())
                            .containsEntry("storedKeySchema", "struct<key0:string>")
                            .containsEntry("newKeySchema", "struct<key0:bigint>");
                });
        assertThatThrownBy(() -> check(1, state(0, "dedupe", "STRING", "DATE")))
                .isInstanceOfSatisfying(MillraceException.class, failure -> {
                    assertThat(failure.getCondition()).isEqualTo("STATE_STORE_VALUE_SCHEMA_NOT_COMPATIBLE");
                    assertThat(failure.getMessageParameters())
                            .containsEntry("storedValueSchema", "struct<value0:int>")
                            .containsEntry("newValueSchema", "struct<value0:date>");
                });
        String operators = "STREAMING_STATEFUL_OPERATOR_NOT_MATCH_IN_STATE_METADATA";
        assertRefused(operators, 1);
        assertRefused(operators, 1, state(0, "globalLimit", "STRING", "INT"));
        assertRefused(operators, 1, state(1, "dedupe", "STRING", "INT"));
        assertRefused(operators, 1, state(0, "dedupe", "STRING", "INT"), state(1, "dedupe", "STRING", "INT"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "int; int; true",
                "int; bigint; false",
                "struct<a:int,b:string>; struct<x:int,y:string>; true",
                "struct<a:int not null>; struct<a:int>; true",
                "struct<a:int,b:string>; struct<a:int,b:int>; false",
                "struct<a:int,b:string>; struct<a:bigint,b:string>; false",
                "struct<a:int>; struct<a:int,b:int>; false",
                "array<struct<a:int>>; array<struct<b:int>>; true",
                "array<int>; array<bigint>; false",
                "map<int,struct<a:int>>; map<int,struct<b:int>>; true",
                "map<int,int>; map<int,bigint>; false",
                "map<int,int>; map<bigint,int>; false",
                "array<int>; int; false",
                "map<int,int>; array<int>; false"
            })
    void namesAndNullabilityMayChange(String left, String right, boolean same) {
        assertThat(StateSchemas.sameShape(DataType.fromDDL(left), DataType.fromDDL(right)))
                .isEqualTo(same);
        assertThat(StateSchemas.sameShape(DataType.fromDDL(right), DataType.fromDDL(left)))
                .isEqualTo(same);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "[]",
                "{}",
                "{\"formatVersion\":\"1\"}",
                "{\"formatVersion\":1}",
                "{\"formatVersion\":1,\"operatorName\":\"dedupe\",\"key\":\"string\",\"value\":\"int\"}"
            })
    void aFileThatIsNoSchemaIsNamed(String content) throws IOException {
        write(1, state(0, "dedupe", "STRING", "INT"));
        store.put("schemas/0-1", content.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> check(1, state(0, "dedupe", "STRING", "INT")))
                .isInstanceOfSatisfying(MillraceException.class, failure -> {
                    assertThat(failure.getCondition()).isEqualTo("CANNOT_LOAD_STATE_STORE.CORRUPT_STATE_LOG");
                    assertThat(failure.getMessageParameters())
                            .containsEntry("path", "memory://schemas/0-1")
                            .containsEntry("position", "0");
                });
    }

    @Test
    void anUnknownFormatIsRefusedEvenForAnEmptyState() {
        store.put("schemas/0-0", "{\"formatVersion\":2}".getBytes(StandardCharsets.UTF_8));
        assertRefused("CANNOT_LOAD_STATE_STORE.UNKNOWN_FORMAT", 0);
        store.put("schemas/0-0", "{\"formatVersion\":1}".getBytes(StandardCharsets.UTF_8));
        assertRefused("CANNOT_LOAD_STATE_STORE.CORRUPT_STATE_LOG", 0);
    }

    @Test
    void otherFilesAreNoSchemas() throws IOException {
        store.put("schemas/0-1.tmp", new byte[0]);
        store.put("schemas/x", new byte[0]);
        check(5);
    }
}
