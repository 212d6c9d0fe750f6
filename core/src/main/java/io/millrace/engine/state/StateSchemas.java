package io.millrace.engine.state;

import io.millrace.spi.error.ErrorCondition;
import io.millrace.spi.error.ErrorDetail;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.json.Json;
import io.millrace.spi.json.JsonException;
import io.millrace.spi.storage.CheckpointStore;
import io.millrace.types.ArrayType;
import io.millrace.types.DataType;
import io.millrace.types.MapType;
import io.millrace.types.StructType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What each store holds: {@code millrace/schemas/<store id>-<version>}, valid from that version on.
 *
 * <pre>
 *   {"formatVersion":1,"storeId":0,"operatorName":"…","key":{struct},"value":{struct}}     types as Spark's JSON
 * </pre>
 *
 * <p>A query may come back with other field names and nullability, but with the same operators and types.
 */
final class StateSchemas {
    private static final String DIRECTORY = "schemas";
    private static final Pattern NAME = Pattern.compile("([0-9]{1,9})-([0-9]{1,18})");

    private final CheckpointStore store;
    private final Map<Integer, TreeMap<Long, String>> files = new TreeMap<>();

    StateSchemas(CheckpointStore store) throws IOException {
        this.store = store;
        for (String name : store.list(DIRECTORY)) {
            Matcher matcher = NAME.matcher(name);
            if (matcher.matches()) {
                files.computeIfAbsent(Integer.parseInt(matcher.group(1)), id -> new TreeMap<>())
                        .put(Long.parseLong(matcher.group(2)), DIRECTORY + "/" + name);
            }
        }
    }

    /** Refuses stores that are not those of a version; changes nothing. Version 0 is empty and fits all stores. */
    void check(long version, List<StatefulStore> stores) throws IOException {
        Map<Integer, StoreSchema> stored = new TreeMap<>();
        for (Map.Entry<Integer, TreeMap<Long, String>> file : files.entrySet()) {
            Map.Entry<Long, String> newest = file.getValue().floorEntry(version);
            if (newest != null) {
                stored.put(file.getKey(), read(newest.getValue()));
            }
        }
        if (version == 0) {
            return;
        }
        Map<Integer, StoreSchema> wanted = new TreeMap<>();
        stores.forEach(state -> wanted.put(state.storeId(), state.schema()));
        if (!describe(stored).equals(describe(wanted))) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.STREAMING_STATEFUL_OPERATOR_NOT_MATCH_IN_STATE_METADATA,
                    "OpsInMetadataSeq",
                    describe(stored),
                    "OpsInCurBatchSeq",
                    describe(wanted)));
        }
        for (Map.Entry<Integer, StoreSchema> entry : wanted.entrySet()) {
            checkTypes(stored.get(entry.getKey()), entry.getValue());
        }
    }

    static String describe(Map<Integer, StoreSchema> schemas) {
        return schemas.entrySet().stream()
                .map(entry -> "(OperatorId: " + entry.getKey() + " -> OperatorName: "
                        + entry.getValue().operatorName() + ")")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static void checkTypes(StoreSchema stored, StoreSchema wanted) {
        if (!sameShape(stored.key(), wanted.key())) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.STATE_STORE_KEY_SCHEMA_NOT_COMPATIBLE,
                    "storedKeySchema",
                    stored.key().catalogString(),
                    "newKeySchema",
                    wanted.key().catalogString()));
        }
        if (!sameShape(stored.value(), wanted.value())) {
            throw new MillraceException(ErrorDetail.of(
                    ErrorCondition.STATE_STORE_VALUE_SCHEMA_NOT_COMPATIBLE,
                    "storedValueSchema",
                    stored.value().catalogString(),
                    "newValueSchema",
                    wanted.value().catalogString()));
        }
    }

    /** Whether two types are equal but for names and nullability. */
    static boolean sameShape(DataType left, DataType right) {
        if (left instanceof StructType one && right instanceof StructType other) {
            boolean same = one.size() == other.size();
            for (int i = 0; same && i < one.size(); i++) {
                same = sameShape(one.field(i).dataType(), other.field(i).dataType());
            }
            return same;
        }
        if (left instanceof ArrayType one && right instanceof ArrayType other) {
            return sameShape(one.elementType(), other.elementType());
        }
        if (left instanceof MapType one && right instanceof MapType other) {
            return sameShape(one.keyType(), other.keyType()) && sameShape(one.valueType(), other.valueType());
        }
        return left.equals(right);
    }

    /** Writes the schemas of the stores where those of the version are not the same. */
    void write(long version, List<StatefulStore> stores) throws IOException {
        if (version == 0) {
            deleteAll();
        }
        for (StatefulStore state : stores) {
            TreeMap<Long, String> versions = files.computeIfAbsent(state.storeId(), id -> new TreeMap<>());
            Map.Entry<Long, String> newest = versions.floorEntry(version);
            if (newest != null && read(newest.getValue()).equals(state.schema())) {
                continue;
            }
            String path = DIRECTORY + "/" + state.storeId() + "-" + version;
            store.replace(path, text(state).getBytes(StandardCharsets.UTF_8));
            versions.put(version, path);
        }
    }

    private void deleteAll() throws IOException {
        for (TreeMap<Long, String> versions : files.values()) {
            for (String path : versions.values()) {
                store.delete(path);
            }
        }
        files.clear();
    }

    private static String text(StatefulStore state) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("formatVersion", FrameFormat.FORMAT_VERSION);
        json.put("storeId", state.storeId());
        json.put("operatorName", state.schema().operatorName());
        json.put("key", Json.parse(state.schema().key().json()));
        json.put("value", Json.parse(state.schema().value().json()));
        return Json.write(json);
    }

    private StoreSchema read(String path) throws IOException {
        String location = store.location() + "/" + path;
        byte[] content = store.read(path).orElseThrow(() -> FrameFormat.corrupt(location, 0, "the file is gone"));
        try {
            if (!(Json.parse(new String(content, StandardCharsets.UTF_8)) instanceof Map<?, ?> json)
                    || !(json.get("formatVersion") instanceof Long format)) {
                throw FrameFormat.corrupt(location, 0, "formatVersion is missing");
            }
            if (format != FrameFormat.FORMAT_VERSION) {
                throw FrameFormat.unknownFormat(location, format);
            }
            return new StoreSchema(
                    String.valueOf(json.get("operatorName")),
                    struct(location, json.get("key")),
                    struct(location, json.get("value")));
        } catch (JsonException broken) {
            throw noSchema(location, broken);
        }
    }

    private static StructType struct(String location, Object json) {
        try {
            return (StructType) DataType.fromJson(Json.write(json));
        } catch (MillraceException | ClassCastException broken) {
            throw noSchema(location, broken);
        }
    }

    private static MillraceException noSchema(String location, RuntimeException broken) {
        return FrameFormat.corrupt(location, 0, "it is no schema of a store", broken);
    }
}
