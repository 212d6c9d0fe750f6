package io.millrace.engine.expression;

import java.util.Set;

/** What Spark knows of functions by their names, and what decides where their calls may stand or what they give. */
final class FunctionTraits {
    /** Others take the place of their calls, but only after the language has looked for constants. */
    private static final Set<String> REPLACED = Set.of(
            "aes_decrypt",
            "array_append",
            "array_compact",
            "array_prepend",
            "array_size",
            "between",
            "btrim",
            "date_part",
            "decode",
            "encode",
            "equal_null",
            "extract",
            "ilike",
            "is_valid_utf8",
            "left",
            "luhn_check",
            "make_time",
            "make_valid_utf8",
            "map_contains_key",
            "nullif",
            "nullifzero",
            "nvl",
            "nvl2",
            "parse_url",
            "regexp_count",
            "regexp_substr",
            "right",
            "split_part",
            "to_binary",
            "to_date",
            "to_time",
            "to_timestamp",
            "to_timestamp_ltz",
            "to_timestamp_ntz",
            "try_add",
            "try_aes_decrypt",
            "try_divide",
            "try_element_at",
            "try_make_interval",
            "try_mod",
            "try_multiply",
            "try_parse_url",
            "try_subtract",
            "try_to_binary",
            "try_to_date",
            "try_to_time",
            "try_to_timestamp",
            "try_url_decode",
            "try_validate_utf8",
            "url_decode",
            "url_encode",
            "validate_utf8",
            "vector_cosine_similarity",
            "vector_inner_product",
            "vector_l2_distance",
            "vector_norm",
            "vector_normalize",
            "zeroifnull");

    /** They are computed row by row only, never early. */
    private static final Set<String> BY_ROW = Set.of(
            "aggregate",
            "array_sort",
            "arrays_zip",
            "elt",
            "exists",
            "filter",
            "forall",
            "map_concat",
            "map_filter",
            "map_zip_with",
            "transform",
            "transform_keys",
            "transform_values",
            "zip_with");

    /** They are null where an argument is, and a literal NULL is seen before the other arguments can fail. */
    private static final Set<String> NULL_INTOLERANT = Set.of(
            "!=", "%", "&", "*", "+", "-", "/", "<", "<<", "<=", "<>", "=", "==", ">", ">=", ">>", ">>>", "^", "abs",
            "acos", "acosh", "add_months", "array_contains", "array_distinct", "array_except", "array_intersect",
            "array_max", "array_min", "array_position", "array_remove", "array_union", "arrays_overlap", "ascii",
            "asin", "asinh", "atan", "atan2", "atanh", "bin", "bit_count", "bit_get", "bit_length", "cbrt", "char",
            "char_length", "character_length", "chr", "contains", "conv", "convert_timezone", "cos", "cosh", "cot",
            "crc32", "csc", "date_add", "date_diff", "date_format", "date_from_unix_date", "date_sub", "dateadd",
            "datediff", "day", "dayname", "dayofmonth", "dayofweek", "dayofyear", "degrees", "div", "element_at",
            "endswith", "exp", "expm1", "factorial", "find_in_set", "flatten", "format_number", "from_csv",
            "from_json", "from_unixtime", "from_utc_timestamp", "getbit", "hex", "hypot", "initcap", "instr",
            "last_day", "lcase", "len", "length", "levenshtein", "like", "likeall", "likeany", "notlikeall", "notlikeany", "ilikeall", "ilikeany", "notilikeall", "notilikeany", "ln", "log", "log10", "log1p", "log2",
            "lower", "make_date", "make_dt_interval", "make_interval", "make_ym_interval", "map_entries",
            "map_from_arrays", "map_from_entries", "map_keys", "map_values", "md5", "mod", "month", "monthname",
            "months_between", "negative", "next_day", "not", "octet_length", "overlay", "pmod", "pow", "power",
            "quarter", "radians", "regexp", "regexp_extract", "regexp_extract_all", "regexp_instr", "regexp_like",
            "regexp_replace", "repeat", "replace", "reverse", "rint", "rlike", "sec", "sha", "sha1", "sha2",
            "shiftleft", "shiftright", "shiftrightunsigned", "sign", "signum", "sin", "sinh", "slice", "sort_array",
            "soundex", "space", "split", "sqrt", "startswith", "str_to_map", "substr", "substring",
            "substring_index", "tan", "tanh", "timestamp_micros", "timestamp_millis", "timestamp_seconds", "to_csv",
            "to_number", "to_utc_timestamp", "translate", "try_to_number", "ucase", "unary-minus", "unbase64",
            "unhex", "unix_date", "unix_micros", "unix_millis", "unix_seconds", "upper", "weekday", "weekofyear",
            "width_bucket", "year", "|", "~");

    private FunctionTraits() {}

    /** Whether calls are no constants for the language though they depend on no row, by the name of the declaration. */
    static boolean isUnfoldable(String function) {
        return REPLACED.contains(function) || BY_ROW.contains(function);
    }

    /** Whether a literal NULL makes a call null before other arguments can fail, by the name of the declaration. */
    static boolean isNullIntolerant(String function) {
        return NULL_INTOLERANT.contains(function);
    }
}
