package io.millrace.engine.connector.file;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Partition directories such as {@code day=2020-01-02}: their names and what the names say. */
public final class PartitionPaths {
    /** Stands for null, and for the empty string. */
    public static final String DEFAULT_PARTITION = "__HIVE_DEFAULT_PARTITION__";

    private static final String ESCAPED = "\"#%'*/:=?\\{[]^\u007F";

    private PartitionPaths() {}

    /** The columns and raw values that a file's directories below a base directory name, in order; null for none. */
    static Map<String, String> values(Path base, Path file) {
        Map<String, String> values = new LinkedHashMap<>();
        if (!file.startsWith(base) || file.equals(base)) {
            return values;
        }
        Path relative = base.relativize(file);
        for (int i = 0; i < relative.getNameCount() - 1; i++) {
            String name = relative.getName(i).toString();
            int equals = name.indexOf('=');
            if (equals > 0) {
                String value = unescape(name.substring(equals + 1));
                values.put(unescape(name.substring(0, equals)), value.equals(DEFAULT_PARTITION) ? null : value);
            }
        }
        return values;
    }

    /** {@code column=value} as the name of a directory. */
    public static String directory(String column, String value) {
        return escape(column) + '=' + (value == null || value.isEmpty() ? DEFAULT_PARTITION : escape(value));
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character < ' ' || ESCAPED.indexOf(character) >= 0) {
                escaped.append(String.format(Locale.ROOT, "%%%02X", (int) character));
            } else {
                escaped.append(character);
            }
        }
        return escaped.toString();
    }

    private static String unescape(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] plain = new byte[bytes.length];
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
            if (bytes[i] == '%' && high >= 0 && low >= 0) {
                plain[length++] = (byte) (high * 16 + low);
                i += 2;
            } else {
                plain[length++] = bytes[i];
            }
        }
        return new String(plain, 0, length, StandardCharsets.UTF_8);
    }
}
