package io.millrace.spi.error;

/**
 * All conditions that Millrace raises: Spark's name, SQLSTATE and our message, in which {@code <name>} stands for a
 * parameter.
 *
 * <p>A constant's name is the condition's with {@code __} for the point before a sub-condition. Conditions called
 * {@code _LEGACY_ERROR_TEMP_n} have no name of their own in Spark; they have no SQLSTATE, and their messages show no
 * condition.
 */
public enum ErrorCondition implements Condition {
    // syntax and analysis
    PARSE_SYNTAX_ERROR("PARSE_SYNTAX_ERROR", "42601", "Cannot read the statement at or near <error><hint>."),
    PARSE_EMPTY_STATEMENT("PARSE_EMPTY_STATEMENT", "42617", "The statement is empty."),
    INVALID_IDENTIFIER(
            "INVALID_IDENTIFIER", "42602", "The name <ident> has characters that need back-quotes around it."),
    UNSUPPORTED_FEATURE__SETTING(
            "UNSUPPORTED_FEATURE.SETTING", "0A000", "The value <value> of the setting <key> is not carried out."),
    UNSUPPORTED_FEATURE__SQL_SYNTAX(
            "UNSUPPORTED_FEATURE.SQL_SYNTAX", "0A000", "Millrace does not know this syntax yet: <feature>."),
    UNSUPPORTED_FEATURE__PLAN("UNSUPPORTED_FEATURE.PLAN", "0A000", "Millrace cannot run this yet: <feature>."),
    UNSUPPORTED_FEATURE__QUERY_ONLY_CORRUPT_RECORD_COLUMN(
            "UNSUPPORTED_FEATURE.QUERY_ONLY_CORRUPT_RECORD_COLUMN",
            "0A000",
            "A query on raw files cannot use the corrupt record column alone; cache or save the parsed "
                    + "rows first."),
    UNSUPPORTED_FEATURE__STORE_BACKEND_NOT_SUPPORTED_FOR_TWS(
            "UNSUPPORTED_FEATURE.STORE_BACKEND_NOT_SUPPORTED_FOR_TWS",
            "0A000",
            "The state store cannot keep what transformWithState needs."),
    UNRESOLVED_COLUMN__WITH_SUGGESTION(
            "UNRESOLVED_COLUMN.WITH_SUGGESTION",
            "42703",
            "No column, variable or parameter is called <objectName>. Did you mean one of <proposal>?"),
    UNRESOLVED_COLUMN__WITHOUT_SUGGESTION(
            "UNRESOLVED_COLUMN.WITHOUT_SUGGESTION",
            "42703",
            "No column, variable or parameter is called <objectName>."),
    UNRESOLVED_COLUMN_AMONG_FIELD_NAMES(
            "UNRESOLVED_COLUMN_AMONG_FIELD_NAMES", "42703", "No column is called \"<colName>\" among <fieldNames>."),
    UNRESOLVED_FIELD__WITH_SUGGESTION(
            "UNRESOLVED_FIELD.WITH_SUGGESTION",
            "42703",
            "The struct <columnPath> has no field <fieldName>. Did you mean one of <proposal>?"),
    UNRESOLVED_FIELD__WITHOUT_SUGGESTION(
            "UNRESOLVED_FIELD.WITHOUT_SUGGESTION", "42703", "The struct <columnPath> has no field <fieldName>."),
    FIELD_NOT_FOUND("FIELD_NOT_FOUND", "42704", "There is no field <fieldName> in <fields>."),
    AMBIGUOUS_REFERENCE("AMBIGUOUS_REFERENCE", "42704", "The name <name> could mean any of <referenceNames>."),
    AMBIGUOUS_REFERENCE_TO_FIELDS(
            "AMBIGUOUS_REFERENCE_TO_FIELDS", "42000", "The field <field> occurs <count> times in its struct."),
    UNRESOLVED_USING_COLUMN_FOR_JOIN(
            "UNRESOLVED_USING_COLUMN_FOR_JOIN",
            "42703",
            "The USING column <colName> is missing on the <side> side of the join, which has <suggestion>."),
    UNRESOLVED_ROUTINE("UNRESOLVED_ROUTINE", "42883", "No function is called <routineName>; looked in <searchPath>."),
    UNRESOLVED_MAP_KEY__WITHOUT_SUGGESTION(
            "UNRESOLVED_MAP_KEY.WITHOUT_SUGGESTION",
            "42703",
            "No column is called <objectName>; a map key is written in single quotes."),
    INVALID_EXTRACT_BASE_FIELD_TYPE(
            "INVALID_EXTRACT_BASE_FIELD_TYPE",
            "42000",
            "Nothing can be taken out of <base>, which is a <other>; a struct, array or map is needed."),
    INVALID_EXTRACT_FIELD_TYPE(
            "INVALID_EXTRACT_FIELD_TYPE", "42000", "The field name must be a string literal, not <extraction>."),
    TABLE_OR_VIEW_NOT_FOUND("TABLE_OR_VIEW_NOT_FOUND", "42P01", "No table or view is called <relationName>."),
    TEMP_TABLE_OR_VIEW_ALREADY_EXISTS(
            "TEMP_TABLE_OR_VIEW_ALREADY_EXISTS",
            "42P07",
            "A temporary view <relationName> exists already; replace it or choose another name."),
    TABLE_OR_VIEW_ALREADY_EXISTS(
            "TABLE_OR_VIEW_ALREADY_EXISTS",
            "42P07",
            "A table or view <relationName> exists already; drop it, or choose another name."),
    EXPECT_TABLE_NOT_VIEW__NO_ALTERNATIVE(
            "EXPECT_TABLE_NOT_VIEW.NO_ALTERNATIVE", "42809", "<operation> needs a table; <viewName> is a view."),
    WRONG_COMMAND_FOR_OBJECT_TYPE(
            "WRONG_COMMAND_FOR_OBJECT_TYPE",
            "42809",
            "<operation> needs a <requiredType>; <objectName> is a <foundType>. <alternative>"),
    NOT_A_CONSTANT_STRING__NULL("NOT_A_CONSTANT_STRING.NULL", "42601", "<name> needs a constant text; <expr> is null."),
    NOT_A_CONSTANT_STRING__WRONG_TYPE(
            "NOT_A_CONSTANT_STRING.WRONG_TYPE", "42601", "<name> needs a constant text; <expr> is a <dataType>."),
    UNCLOSED_BRACKETED_COMMENT("UNCLOSED_BRACKETED_COMMENT", "42601", "A comment begins with /* and does not end."),
    INVALID_PARAMETER_VALUE__DATETIME_UNIT(
            "INVALID_PARAMETER_VALUE.DATETIME_UNIT",
            "22023",
            "The parameter <parameter> of <functionName> is a unit without quotes, such as YEAR, not <invalidValue>."),
    TEMP_VIEW_NAME_TOO_MANY_NAME_PARTS(
            "TEMP_VIEW_NAME_TOO_MANY_NAME_PARTS",
            "428EK",
            "The name of a temporary view has one part, not those of <actualName>."),
    VARIABLE_ALREADY_EXISTS("VARIABLE_ALREADY_EXISTS", "42723", "A variable <variableName> exists already."),
    VARIABLE_NOT_FOUND("VARIABLE_NOT_FOUND", "42883", "No variable is called <variableName>."),
    UNRESOLVED_VARIABLE(
            "UNRESOLVED_VARIABLE", "42883", "No variable is called <variableName>; looked in <searchPath>."),
    DUPLICATE_ASSIGNMENTS("DUPLICATE_ASSIGNMENTS", "42701", "The same statement sets <nameList> more than once."),
    ASSIGNMENT_ARITY_MISMATCH(
            "ASSIGNMENT_ARITY_MISMATCH", "42802", "There are <numTarget> targets for <numExpr> values."),
    ROW_SUBQUERY_TOO_MANY_ROWS("ROW_SUBQUERY_TOO_MANY_ROWS", "21000", "The query gives more than one row."),
    EXCEPT_OVERLAPPING_COLUMNS(
            "EXCEPT_OVERLAPPING_COLUMNS", "42702", "EXCEPT names a column twice, or a part of it: <columns>."),
    EXCEPT_NESTED_COLUMN_INVALID_TYPE(
            "EXCEPT_NESTED_COLUMN_INVALID_TYPE",
            "428H2",
            "EXCEPT can only leave fields out of a struct; <columnName> is a <dataType>."),
    EXPECT_VIEW_NOT_TABLE__NO_ALTERNATIVE(
            "EXPECT_VIEW_NOT_TABLE.NO_ALTERNATIVE", "42809", "<operation> needs a view; <tableName> is a table."),
    INCOMPATIBLE_VIEW_SCHEMA_CHANGE(
            "INCOMPATIBLE_VIEW_SCHEMA_CHANGE",
            "51024",
            "The query of the view <viewName> gave <expectedNum> columns called <colName> when the view was made, and "
                    + "gives <actualCols> now. Make the view anew: <suggestion>"),
    CANNOT_UP_CAST_DATATYPE(
            "CANNOT_UP_CAST_DATATYPE",
            "42846",
            "<expression> is <sourceType>, which cannot become <targetType> without loss. <details>"),
    CREATE_VIEW_COLUMN_ARITY_MISMATCH__NOT_ENOUGH_DATA_COLUMNS(
            "CREATE_VIEW_COLUMN_ARITY_MISMATCH.NOT_ENOUGH_DATA_COLUMNS",
            "21S01",
            "The query of the view <viewName> has too few columns: <dataColumns> for <viewColumns>."),
    CREATE_VIEW_COLUMN_ARITY_MISMATCH__TOO_MANY_DATA_COLUMNS(
            "CREATE_VIEW_COLUMN_ARITY_MISMATCH.TOO_MANY_DATA_COLUMNS",
            "21S01",
            "The query of the view <viewName> has too many columns: <dataColumns> for <viewColumns>."),
    REQUIRES_SINGLE_PART_NAMESPACE(
            "REQUIRES_SINGLE_PART_NAMESPACE",
            "42K05",
            "The names of <sessionCatalog> have one part before the last, not <namespace>."),
    SCHEMA_NOT_FOUND("SCHEMA_NOT_FOUND", "42704", "No schema is called <schemaName>."),
    SCHEMA_ALREADY_EXISTS("SCHEMA_ALREADY_EXISTS", "42P06", "A schema <schemaName> exists already."),
    SCHEMA_NOT_EMPTY(
            "SCHEMA_NOT_EMPTY",
            "2BP01",
            "The schema <schemaName> holds tables or views; drop them first, or use CASCADE."),
    INSERT_COLUMN_ARITY_MISMATCH__NOT_ENOUGH_DATA_COLUMNS(
            "INSERT_COLUMN_ARITY_MISMATCH.NOT_ENOUGH_DATA_COLUMNS",
            "21S01",
            "The rows for <tableName> have too few columns: <dataColumns> for <tableColumns>."),
    INSERT_COLUMN_ARITY_MISMATCH__TOO_MANY_DATA_COLUMNS(
            "INSERT_COLUMN_ARITY_MISMATCH.TOO_MANY_DATA_COLUMNS",
            "21S01",
            "The rows for <tableName> have too many columns: <dataColumns> for <tableColumns>."),
    INCOMPATIBLE_DATA_FOR_TABLE__CANNOT_SAFELY_CAST(
            "INCOMPATIBLE_DATA_FOR_TABLE.CANNOT_SAFELY_CAST",
            "KD000",
            "The column <colName> of <tableName> is <targetType>, and <srcType> is not stored as that; use a cast."),
    EXCEED_LIMIT_LENGTH("EXCEED_LIMIT_LENGTH", "54006", "A text is longer than the <limit> characters of its column."),
    UNSUPPORTED_FEATURE__TABLE_OPERATION(
            "UNSUPPORTED_FEATURE.TABLE_OPERATION", "0A000", "The table <tableName> knows no <operation>."),
    MISSING_ATTRIBUTES__RESOLVED_ATTRIBUTE_MISSING_FROM_INPUT(
            "MISSING_ATTRIBUTES.RESOLVED_ATTRIBUTE_MISSING_FROM_INPUT",
            "XX000",
            "The columns <missingAttributes> are not among <input> of the operator <operator>; they "
                    + "belong to another Dataset."),
    MISSING_GROUP_BY("MISSING_GROUP_BY", "42803", "An aggregate stands beside plain columns and there is no GROUP BY."),
    MISSING_AGGREGATION(
            "MISSING_AGGREGATION",
            "42803",
            "The expression <expression> is neither grouped by nor aggregated; group by it or wrap it "
                    + "in <expressionAnyValue>."),
    NESTED_AGGREGATE_FUNCTION(
            "NESTED_AGGREGATE_FUNCTION", "42607", "An aggregate cannot stand inside another aggregate."),
    GROUP_BY_AGGREGATE("GROUP_BY_AGGREGATE", "42903", "GROUP BY cannot hold the aggregate <sqlExpr>."),
    GROUP_BY_POS_OUT_OF_RANGE(
            "GROUP_BY_POS_OUT_OF_RANGE",
            "42805",
            "GROUP BY position <index> is not in the select list, which has <size> items."),
    GROUP_BY_POS_AGGREGATE(
            "GROUP_BY_POS_AGGREGATE", "42903", "GROUP BY position <index> means <aggExpr>, which holds an aggregate."),
    ORDER_BY_POS_OUT_OF_RANGE(
            "ORDER_BY_POS_OUT_OF_RANGE",
            "42805",
            "ORDER BY position <index> is not in the select list, which has <size> items."),
    INVALID_WHERE_CONDITION(
            "INVALID_WHERE_CONDITION",
            "42903",
            "The condition <condition> holds <expressionList>, which WHERE cannot; use HAVING or a sub-" + "query."),
    WINDOW_FUNCTION_FRAME_NOT_ORDERED(
            "WINDOW_FUNCTION_FRAME_NOT_ORDERED",
            "42601",
            "The window function <wf_name> needs an ORDER BY in its window: <wf_expr>."),
    WINDOW_FUNCTION_NOT_ALLOWED_IN_CLAUSE(
            "WINDOW_FUNCTION_NOT_ALLOWED_IN_CLAUSE", "42601", "A window function cannot stand in <clauseName>."),
    MISSING_WINDOW_SPECIFICATION(
            "MISSING_WINDOW_SPECIFICATION",
            "42P20",
            "The WINDOW clause defines no window <windowName>; see <docroot>."),
    UNSUPPORTED_EXPR_FOR_WINDOW(
            "UNSUPPORTED_EXPR_FOR_WINDOW", "42P20", "The expression <sqlExpr> cannot be computed over a window."),
    DISTINCT_WINDOW_FUNCTION_UNSUPPORTED(
            "DISTINCT_WINDOW_FUNCTION_UNSUPPORTED", "0A000", "A window function cannot be DISTINCT: <windowExpr>."),
    UNSUPPORTED_EXPR_FOR_OPERATOR(
            "UNSUPPORTED_EXPR_FOR_OPERATOR", "42K0E", "These expressions cannot stand here: <invalidExprSqls>."),
    LEGACY_1036("_LEGACY_ERROR_TEMP_1036", null, "The frame <wf> must be <required>."),
    LEGACY_1324(
            "_LEGACY_ERROR_TEMP_1324",
            null,
            "The column <pivotColumn> of pivot has more than <maxValues> different values; set <config> to allow more."),
    LEGACY_1006("_LEGACY_ERROR_TEMP_1006", null, "PIVOT needs aggregates, but has <sql>."),
    LEGACY_0064("_LEGACY_ERROR_TEMP_0064", null, "<msg>"),
    DATATYPE_MISMATCH__RANGE_FRAME_WITHOUT_ORDER(
            "DATATYPE_MISMATCH.RANGE_FRAME_WITHOUT_ORDER",
            "42K09",
            "Cannot resolve <sqlExpr>: a RANGE frame needs an ORDER BY in its window."),
    DATATYPE_MISMATCH__RANGE_FRAME_MULTI_ORDER(
            "DATATYPE_MISMATCH.RANGE_FRAME_MULTI_ORDER",
            "42K09",
            "Cannot resolve <sqlExpr>: a RANGE frame with a distance takes one order, not <orderSpec>."),
    DATATYPE_MISMATCH__RANGE_FRAME_INVALID_TYPE(
            "DATATYPE_MISMATCH.RANGE_FRAME_INVALID_TYPE",
            "42K09",
            "Cannot resolve <sqlExpr>: the order is <orderSpecType>, which has no distance of <valueBoundaryType>."),
    DATATYPE_MISMATCH__SPECIFIED_WINDOW_FRAME_UNACCEPTED_TYPE(
            "DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_UNACCEPTED_TYPE",
            "42K09",
            "Cannot resolve <sqlExpr>: the <location> bound must be <expectedType>, not <exprType>."),
    DATATYPE_MISMATCH__SPECIFIED_WINDOW_FRAME_WRONG_COMPARISON(
            "DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_WRONG_COMPARISON",
            "42K09",
            "Cannot resolve <sqlExpr>: the lower bound must be <comparison> the upper bound."),
    DATATYPE_MISMATCH__SPECIFIED_WINDOW_FRAME_INVALID_BOUND(
            "DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_INVALID_BOUND",
            "42K09",
            "Cannot resolve <sqlExpr>: <upper> does not come after <lower>."),
    GROUPING_COLUMN_MISMATCH(
            "GROUPING_COLUMN_MISMATCH", "42803", "The column <grouping> of grouping() is not among <groupingColumns>."),
    GROUPING_ID_COLUMN_MISMATCH(
            "GROUPING_ID_COLUMN_MISMATCH",
            "42803",
            "The columns <groupingIdColumn> of grouping_id() are not those of the GROUP BY: <groupByColumns>."),
    SCALAR_SUBQUERY_IS_IN_GROUP_BY_OR_AGGREGATE_FUNCTION(
            "SCALAR_SUBQUERY_IS_IN_GROUP_BY_OR_AGGREGATE_FUNCTION",
            "0A000",
            "The correlated sub-query <sqlExpr> is neither grouped by nor inside an aggregate."),
    UNPIVOT_VALUE_SIZE_MISMATCH(
            "UNPIVOT_VALUE_SIZE_MISMATCH",
            "428C4",
            "Every group of columns of UNPIVOT must have as many columns as there are value columns: <names>."),
    UNPIVOT_VALUE_DATA_TYPE_MISMATCH(
            "UNPIVOT_VALUE_DATA_TYPE_MISMATCH", "42K09", "The value columns of UNPIVOT have no common type: <types>."),
    NON_LITERAL_PIVOT_VALUES("NON_LITERAL_PIVOT_VALUES", "42K08", "A value of PIVOT must be constant: <expression>."),
    PIVOT_VALUE_DATA_TYPE_MISMATCH(
            "PIVOT_VALUE_DATA_TYPE_MISMATCH",
            "42K09",
            "The value <value> of type <valueType> does not fit the column of PIVOT, of type <pivotType>."),
    INCOMPARABLE_PIVOT_COLUMN(
            "INCOMPARABLE_PIVOT_COLUMN", "42818", "Values of the column <columnName> of PIVOT cannot be compared."),
    WINDOW_FUNCTION_WITHOUT_OVER_CLAUSE(
            "WINDOW_FUNCTION_WITHOUT_OVER_CLAUSE", "42601", "The window function <funcName> needs an OVER clause."),
    NUM_COLUMNS_MISMATCH(
            "NUM_COLUMNS_MISMATCH",
            "42826",
            "<operator> needs inputs of the same width; the first has <firstNumColumns> columns, input "
                    + "<invalidOrdinalNum> has <invalidNumColumns>."),
    INCOMPATIBLE_COLUMN_TYPE(
            "INCOMPATIBLE_COLUMN_TYPE",
            "42825",
            "<operator> needs columns of compatible types; column <columnOrdinalNumber> of input "
                    + "<tableOrdinalNumber> is <dataType1>, not <dataType2>.<hint>"),
    WRONG_NUM_ARGS__WITH_SUGGESTION(
            "WRONG_NUM_ARGS.WITH_SUGGESTION",
            "42605",
            "<functionName> takes <expectedNum> arguments, not <actualNum>. Set <legacyConfKey> to <legacyConfValue> to "
                    + "give it <legacyNum>."),
    WRONG_NUM_ARGS__WITHOUT_SUGGESTION(
            "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
            "42605",
            "<functionName> takes <expectedNum> arguments, not <actualNum>."),
    DATATYPE_MISMATCH__BINARY_OP_DIFF_TYPES(
            "DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES",
            "42K09",
            "Cannot resolve <sqlExpr>: its sides differ in type (<left> and <right>)."),
    DATATYPE_MISMATCH__BINARY_OP_WRONG_TYPE(
            "DATATYPE_MISMATCH.BINARY_OP_WRONG_TYPE",
            "42K09",
            "Cannot resolve <sqlExpr>: it needs <inputType>, not <actualDataType>."),
    DATATYPE_MISMATCH__FILTER_NOT_BOOLEAN(
            "DATATYPE_MISMATCH.FILTER_NOT_BOOLEAN",
            "42K09",
            "Cannot resolve <sqlExpr>: the filter <filter> is a <type>, not a BOOLEAN."),
    DATATYPE_MISMATCH__DATA_DIFF_TYPES(
            "DATATYPE_MISMATCH.DATA_DIFF_TYPES",
            "42K09",
            "Cannot resolve <sqlExpr>: the arguments of <functionName> should have one type, but have "
                    + "<dataType>."),
    DATATYPE_MISMATCH__CAST_WITHOUT_SUGGESTION(
            "DATATYPE_MISMATCH.CAST_WITHOUT_SUGGESTION",
            "42K09",
            "Cannot resolve <sqlExpr>: a <srcType> cannot become a <targetType>."),
    DATATYPE_MISMATCH__CAST_WITH_CONF_SUGGESTION(
            "DATATYPE_MISMATCH.CAST_WITH_CONF_SUGGESTION",
            "42K09",
            "Cannot resolve <sqlExpr>: in ANSI mode a <srcType> cannot become a <targetType>; set "
                    + "<config> to <configVal> to allow it."),
    DATATYPE_MISMATCH__CAST_WITH_FUNC_SUGGESTION(
            "DATATYPE_MISMATCH.CAST_WITH_FUNC_SUGGESTION",
            "42K09",
            "Cannot resolve <sqlExpr>: a <srcType> cannot become a <targetType>; use <functionNames> " + "instead."),
    UNEXPECTED_INPUT_TYPE(
            "UNEXPECTED_INPUT_TYPE",
            "42K09",
            "The <paramIndex> argument of <functionName> must be a <requiredType>; <inputSql> is a <inputType>."),
    DATATYPE_MISMATCH__UNEXPECTED_INPUT_TYPE(
            "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
            "42K09",
            "Cannot resolve <sqlExpr>: argument <paramIndex> should be <requiredType>, but <inputSql> "
                    + "is <inputType>."),
    DATATYPE_MISMATCH__HASH_MAP_TYPE(
            "DATATYPE_MISMATCH.HASH_MAP_TYPE",
            "42K09",
            "Cannot resolve <sqlExpr>: <functionName> takes no maps, since equal maps may be written in another order."),
    DATATYPE_MISMATCH__BINARY_ARRAY_DIFF_TYPES(
            "DATATYPE_MISMATCH.BINARY_ARRAY_DIFF_TYPES",
            "42K09",
            "Cannot resolve <sqlExpr>: <functionName> takes two <arrayType> of one type of elements, not <leftType> and "
                    + "<rightType>."),
    DATATYPE_MISMATCH__STACK_COLUMN_DIFF_TYPES(
            "DATATYPE_MISMATCH.STACK_COLUMN_DIFF_TYPES",
            "42K09",
            "Cannot resolve <sqlExpr>: column <columnIndex> has values of different types: argument <leftParamIndex> is "
                    + "<leftType>, argument <rightParamIndex> is <rightType>."),
    DATATYPE_MISMATCH__CREATE_MAP_KEY_DIFF_TYPES(
            "DATATYPE_MISMATCH.CREATE_MAP_KEY_DIFF_TYPES",
            "42K09",
            "Cannot resolve <sqlExpr>: the keys of <functionName> have no type in common: <dataType>."),
    DATATYPE_MISMATCH__CREATE_MAP_VALUE_DIFF_TYPES(
            "DATATYPE_MISMATCH.CREATE_MAP_VALUE_DIFF_TYPES",
            "42K09",
            "Cannot resolve <sqlExpr>: the values of <functionName> have no type in common: <dataType>."),
    DATATYPE_MISMATCH__MAP_CONCAT_DIFF_TYPES(
            "DATATYPE_MISMATCH.MAP_CONCAT_DIFF_TYPES",
            "42K09",
            "Cannot resolve <sqlExpr>: <functionName> takes maps, not <dataType>."),
    DATATYPE_MISMATCH__MAP_FUNCTION_DIFF_TYPES(
            "DATATYPE_MISMATCH.MAP_FUNCTION_DIFF_TYPES",
            "42K09",
            "Cannot resolve <sqlExpr>: <functionName> takes a <dataType> and a value of its keys' type, not <leftType> and "
                    + "<rightType>."),
    DATATYPE_MISMATCH__NULL_TYPE(
            "DATATYPE_MISMATCH.NULL_TYPE", "42K09", "Cannot resolve <sqlExpr>: <functionName> takes no untyped NULL."),
    INVALID_EXTRACT_FIELD("INVALID_EXTRACT_FIELD", "42601", "<field> is no part of <expr>."),
    INVALID_REGEXP_REPLACE(
            "INVALID_REGEXP_REPLACE",
            "22023",
            "The replacement <replacement> does not fit the pattern <pattern>; source <source>, position <position>."),
    DATATYPE_MISMATCH__NON_FOLDABLE_INPUT(
            "DATATYPE_MISMATCH.NON_FOLDABLE_INPUT",
            "42K09",
            "Cannot resolve <sqlExpr>: <inputName> should be a constant <inputType>, but is <inputExpr>."),
    DATATYPE_MISMATCH__INVALID_JSON_SCHEMA(
            "DATATYPE_MISMATCH.INVALID_JSON_SCHEMA",
            "42K09",
            "Cannot resolve <sqlExpr>: <schema> must be a struct, array, map or variant to become JSON."),
    DATATYPE_MISMATCH__PARAMETER_CONSTRAINT_VIOLATION(
            "DATATYPE_MISMATCH.PARAMETER_CONSTRAINT_VIOLATION",
            "42K09",
            "Cannot resolve <sqlExpr>: <leftExprName> (<leftExprValue>) must be <constraint> "
                    + "<rightExprName> (<rightExprValue>)."),
    DATATYPE_MISMATCH__VALUE_OUT_OF_RANGE(
            "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE",
            "42K09",
            "Cannot resolve <sqlExpr>: <exprName> must be in <valueRange>, but is <currentValue>."),
    DATATYPE_MISMATCH__INVALID_ORDERING_TYPE(
            "DATATYPE_MISMATCH.INVALID_ORDERING_TYPE",
            "42K09",
            "Cannot resolve <sqlExpr>: <functionName> cannot order values of <dataType>."),
    DATATYPE_MISMATCH__CREATE_NAMED_STRUCT_WITHOUT_FOLDABLE_STRING(
            "DATATYPE_MISMATCH.CREATE_NAMED_STRUCT_WITHOUT_FOLDABLE_STRING",
            "42K09",
            "Cannot resolve <sqlExpr>: field names must be constant strings, not <inputExprs>."),
    DATATYPE_MISMATCH__INVALID_MAP_KEY_TYPE(
            "DATATYPE_MISMATCH.INVALID_MAP_KEY_TYPE",
            "42K09",
            "Cannot resolve <sqlExpr>: a map cannot have keys of <keyType>."),
    DATATYPE_MISMATCH__IN_SUBQUERY_LENGTH_MISMATCH(
            "DATATYPE_MISMATCH.IN_SUBQUERY_LENGTH_MISMATCH",
            "42K09",
            "Cannot resolve <sqlExpr>: the two sides of IN differ in width, <leftLength> and <rightLength>."),
    INVALID_SCHEMA__NON_STRING_LITERAL(
            "INVALID_SCHEMA.NON_STRING_LITERAL", "42K07", "The schema <inputSchema> must be a constant string."),
    INVALID_SCHEMA__NON_STRUCT_TYPE(
            "INVALID_SCHEMA.NON_STRUCT_TYPE", "42K07", "The schema <inputSchema> must be a struct, not <dataType>."),
    INVALID_SCHEMA__PARSE_ERROR(
            "INVALID_SCHEMA.PARSE_ERROR", "42K07", "The schema <inputSchema> cannot be read: <reason>"),
    INVALID_OPTIONS__NON_STRING_TYPE(
            "INVALID_OPTIONS.NON_STRING_TYPE", "42K06", "Options must be a map of strings to strings, not <mapType>."),
    INVALID_OPTIONS__NON_MAP_FUNCTION(
            "INVALID_OPTIONS.NON_MAP_FUNCTION", "42K06", "Options must be given by map(), with constant strings."),
    INVALID_LIMIT_LIKE_EXPRESSION__IS_NEGATIVE(
            "INVALID_LIMIT_LIKE_EXPRESSION.IS_NEGATIVE",
            "42K0E",
            "The <name> expression <expr> must not be negative, but is <v>."),
    INVALID_LIMIT_LIKE_EXPRESSION__IS_UNFOLDABLE(
            "INVALID_LIMIT_LIKE_EXPRESSION.IS_UNFOLDABLE", "42K0E", "The <name> expression <expr> must be a constant."),
    INVALID_LIMIT_LIKE_EXPRESSION__IS_NULL(
            "INVALID_LIMIT_LIKE_EXPRESSION.IS_NULL", "42K0E", "The <name> expression <expr> must not be null."),
    INVALID_LIMIT_LIKE_EXPRESSION__DATA_TYPE(
            "INVALID_LIMIT_LIKE_EXPRESSION.DATA_TYPE",
            "42K0E",
            "The <name> expression <expr> must be a whole number, not <dataType>."),
    UNSUPPORTED_GROUPING_EXPRESSION(
            "UNSUPPORTED_GROUPING_EXPRESSION",
            "42K0E",
            "grouping() and grouping_id() need GROUPING SETS, CUBE or ROLLUP."),
    UNSUPPORTED_GENERATOR__MULTI_GENERATOR(
            "UNSUPPORTED_GENERATOR.MULTI_GENERATOR",
            "42K0E",
            "Only one generator is allowed per select list; there are <num>: <generators>."),
    UNSUPPORTED_GENERATOR__NESTED_IN_EXPRESSIONS(
            "UNSUPPORTED_GENERATOR.NESTED_IN_EXPRESSIONS",
            "42K0E",
            "A generator cannot stand inside another expression: <expression>."),
    UNSUPPORTED_GENERATOR__OUTSIDE_SELECT(
            "UNSUPPORTED_GENERATOR.OUTSIDE_SELECT",
            "42K0E",
            "A generator is allowed in a select list only, not in <plan>."),
    INVALID_USAGE_OF_STAR_OR_REGEX("INVALID_USAGE_OF_STAR_OR_REGEX", "42000", "<elem> cannot be used in <prettyName>."),
    CANNOT_RESOLVE_STAR_EXPAND(
            "CANNOT_RESOLVE_STAR_EXPAND", "42704", "Cannot resolve <targetString>.* among <columns>."),
    COLUMN_ALREADY_EXISTS(
            "COLUMN_ALREADY_EXISTS", "42711", "The column <columnName> exists twice; rename one of them."),
    INVALID_LAMBDA_FUNCTION_CALL__NUM_ARGS_MISMATCH(
            "INVALID_LAMBDA_FUNCTION_CALL.NUM_ARGS_MISMATCH",
            "42K0D",
            "The lambda function names <expectedNumArgs> arguments, but gets <actualNumArgs>."),
    UNBOUND_SQL_PARAMETER("UNBOUND_SQL_PARAMETER", "42P02", "The parameter <name> has no value."),
    UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY__AGGREGATE_FUNCTION_MIXED_OUTER_LOCAL_REFERENCES(
            "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.AGGREGATE_FUNCTION_MIXED_OUTER_LOCAL_REFERENCES",
            "0A000",
            "The aggregate <function> mixes columns of the sub-query with columns of the query around it."),
    UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY__UNSUPPORTED_CORRELATED_REFERENCE_DATA_TYPE(
            "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.UNSUPPORTED_CORRELATED_REFERENCE_DATA_TYPE",
            "0A000",
            "A sub-query cannot use <expr> of the query around it in this way, because values of <dataType> have no order."),
    UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY__UNSUPPORTED_CORRELATED_SCALAR_SUBQUERY(
            "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.UNSUPPORTED_CORRELATED_SCALAR_SUBQUERY",
            "0A000",
            "A scalar sub-query that uses columns around it cannot stand here: <treeNode>."),
    UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY__UNSUPPORTED_IN_EXISTS_SUBQUERY(
            "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.UNSUPPORTED_IN_EXISTS_SUBQUERY",
            "0A000",
            "IN or EXISTS with a sub-query that uses columns around it cannot stand here: <treeNode>."),
    UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY__UNSUPPORTED_CORRELATED_EXPRESSION_IN_JOIN_CONDITION(
            "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.UNSUPPORTED_CORRELATED_EXPRESSION_IN_JOIN_CONDITION",
            "0A000",
            "A sub-query in the condition of a join may use columns of one side only: <subqueryExpression>."),
    INVALID_SUBQUERY_EXPRESSION__STREAMING_QUERY(
            "INVALID_SUBQUERY_EXPRESSION.STREAMING_QUERY", "42823", "A sub-query cannot read a stream."),
    INVALID_SUBQUERY_EXPRESSION__SCALAR_SUBQUERY_RETURN_MORE_THAN_ONE_OUTPUT_COLUMN(
            "INVALID_SUBQUERY_EXPRESSION.SCALAR_SUBQUERY_RETURN_MORE_THAN_ONE_OUTPUT_COLUMN",
            "42823",
            "A scalar sub-query gives one column, not <number>."),
    PARSE_MODE_UNSUPPORTED(
            "PARSE_MODE_UNSUPPORTED",
            "42601",
            "<funcName> does not know the mode <mode>; it knows PERMISSIVE and FAILFAST."),
    DUPLICATED_MAP_KEY("DUPLICATED_MAP_KEY", "23505", "The map key <key> occurs twice."),
    NULL_MAP_KEY("NULL_MAP_KEY", "2200E", "A map key cannot be null."),
    CANNOT_PARSE_INTERVAL(
            "CANNOT_PARSE_INTERVAL", "22006", "<intervalString> is not an interval such as '10 minutes'."),
    INVALID_INTERVAL_FORMAT__INPUT_IS_NULL(
            "INVALID_INTERVAL_FORMAT.INPUT_IS_NULL", "22006", "An interval is needed, not null."),
    INVALID_INTERVAL_FORMAT__INPUT_IS_EMPTY(
            "INVALID_INTERVAL_FORMAT.INPUT_IS_EMPTY", "22006", "<input> is no interval: it is empty."),
    INVALID_INTERVAL_FORMAT__INVALID_UNIT(
            "INVALID_INTERVAL_FORMAT.INVALID_UNIT", "22006", "<input> is no interval: <unit> is not a unit of time."),
    INVALID_INTERVAL_FORMAT__MISSING_NUMBER(
            "INVALID_INTERVAL_FORMAT.MISSING_NUMBER",
            "22006",
            "<input> is no interval: a number is missing after <word>."),
    INVALID_INTERVAL_FORMAT__MISSING_UNIT(
            "INVALID_INTERVAL_FORMAT.MISSING_UNIT", "22006", "<input> is no interval: a unit is missing after <word>."),
    INVALID_INTERVAL_FORMAT__UNRECOGNIZED_NUMBER(
            "INVALID_INTERVAL_FORMAT.UNRECOGNIZED_NUMBER", "22006", "<input> is no interval: <number> is no number."),
    INVALID_INTERVAL_FORMAT__INVALID_VALUE(
            "INVALID_INTERVAL_FORMAT.INVALID_VALUE", "22006", "<input> is no interval: the value <value> cannot be."),
    INVALID_INTERVAL_FORMAT__UNMATCHED_FORMAT_STRING(
            "INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING",
            "22006",
            "<input> is no <intervalStr> interval of the form <supportedFormat>, which <typeName> needs."),
    INVALID_INTERVAL_FORMAT__UNMATCHED_FORMAT_STRING_WITH_NOTICE(
            "INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING_WITH_NOTICE",
            "22006",
            "<input> is no <intervalStr> interval of the form <supportedFormat>, which <typeName> needs."),
    DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION(
            "DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION",
            "22003",
            "A decimal has at most <maxPrecision> digits, not <precision>."),
    INVALID_NUMERIC_LITERAL_RANGE(
            "INVALID_NUMERIC_LITERAL_RANGE",
            "22003",
            "The number <rawStrippedQualifier> is outside <typeName>, which reaches from <minValue> to "
                    + "<maxValue>."),
    INVALID_TYPED_LITERAL("INVALID_TYPED_LITERAL", "42604", "<value> is no literal of the type <valueType>."),
    UNSUPPORTED_TYPED_LITERAL(
            "UNSUPPORTED_TYPED_LITERAL",
            "0A000",
            "Literals of the type <unsupportedType> are not supported; supported are <supportedTypes>."),
    UNSUPPORTED_DATATYPE("UNSUPPORTED_DATATYPE", "0A000", "The type <typeName> is not supported."),
    DATATYPE_MISSING_SIZE("DATATYPE_MISSING_SIZE", "42K01", "The type <type> needs a length, as in <type>(10)."),
    INVALID_BOOLEAN_STATEMENT("INVALID_BOOLEAN_STATEMENT", "22546", "A BOOLEAN is needed here."),
    UNRESOLVED_INLINE_TABLE(
            "UNRESOLVED_INLINE_TABLE", "42000", "Values of an inline table must be constants; <expr> is none."),
    INVALID_INLINE_TABLE__NUM_COLUMNS_MISMATCH(
            "INVALID_INLINE_TABLE.NUM_COLUMNS_MISMATCH",
            "42000",
            "Row <rowIndex> of the inline table should have <expectedNumCols> columns, not <actualNumCols>."),
    INVALID_INLINE_TABLE__CANNOT_EVALUATE_EXPRESSION_IN_INLINE_TABLE(
            "INVALID_INLINE_TABLE.CANNOT_EVALUATE_EXPRESSION_IN_INLINE_TABLE",
            "42000",
            "The expression <expr> of the inline table cannot be computed."),
    INVALID_INLINE_TABLE__INCOMPATIBLE_TYPES_IN_INLINE_TABLE(
            "INVALID_INLINE_TABLE.INCOMPATIBLE_TYPES_IN_INLINE_TABLE",
            "42000",
            "The column <colName> of the inline table mixes types that do not go together."),
    UNSUPPORTED_JOIN_TYPE(
            "UNSUPPORTED_JOIN_TYPE", "0A000", "There is no join type <typ>; the supported ones are <supported>."),

    INVALID_RECURSIVE_CTE(
            "INVALID_RECURSIVE_CTE",
            "42836",
            "A table that refers to itself must be a UNION ALL of two queries, of which only the second does so."),
    INVALID_RECURSIVE_REFERENCE__PLACE(
            "INVALID_RECURSIVE_REFERENCE.PLACE",
            "42836",
            "A table cannot refer to itself where an outer, semi or anti join may leave its rows out, nor below "
                    + "aggregates, window functions or sorts."),
    UNION_NOT_SUPPORTED_IN_RECURSIVE_CTE(
            "UNION_NOT_SUPPORTED_IN_RECURSIVE_CTE",
            "42836",
            "A table that refers to itself cannot be a UNION without duplicates; write UNION ALL."),
    RECURSION_LEVEL_LIMIT_EXCEEDED(
            "RECURSION_LEVEL_LIMIT_EXCEEDED",
            "42836",
            "The recursion did not end within <levelLimit> levels; MAX RECURSION LEVEL allows for more."),
    RECURSION_ROW_LIMIT_EXCEEDED(
            "RECURSION_ROW_LIMIT_EXCEEDED",
            "42836",
            "The recursion gave more than <rowLimit> rows; a LIMIT right above it may end it earlier."),
    CANNOT_MERGE_INCOMPATIBLE_DATA_TYPE(
            "CANNOT_MERGE_INCOMPATIBLE_DATA_TYPE", "42825", "The types <left> and <right> do not go together."),
    LEGACY_0035("_LEGACY_ERROR_TEMP_0035", null, "Operation not allowed: <message>."),
    AGGREGATE_FUNCTION_WITH_NONDETERMINISTIC_EXPRESSION(
            "AGGREGATE_FUNCTION_WITH_NONDETERMINISTIC_EXPRESSION",
            "42845",
            "An aggregate cannot be taken of values of chance: <sqlExpr>."),
    INVALID_NON_DETERMINISTIC_EXPRESSIONS(
            "INVALID_NON_DETERMINISTIC_EXPRESSIONS", "42K0E", "Values of chance cannot stand here: <sqlExprs>."),
    UNRESOLVED_ALL_IN_GROUP_BY(
            "UNRESOLVED_ALL_IN_GROUP_BY",
            "42803",
            "GROUP BY ALL cannot tell what to group by, because an item mixes columns and aggregates; name the groups."),
    EXPECT_TABLE_NOT_VIEW__USE_ALTER_VIEW(
            "EXPECT_TABLE_NOT_VIEW.USE_ALTER_VIEW",
            "42809",
            "<operation> needs a table, but <viewName> is a view; use ALTER VIEW."),
    COLUMN_NOT_FOUND(
            "COLUMN_NOT_FOUND",
            "42703",
            "There is no column <colName>; whether letters must match in case says <caseSensitiveConfig>."),
    LEGACY_1052("_LEGACY_ERROR_TEMP_1052", null, "A column that is added to a table cannot be NOT NULL."),
    // functions written in SQL
    UNSUPPORTED_SQL_UDF_USAGE(
            "UNSUPPORTED_SQL_UDF_USAGE",
            "0A000",
            "The function <functionName> cannot be called in <nodeName>; call it in a select list below."),
    CYCLIC_FUNCTION_REFERENCE("CYCLIC_FUNCTION_REFERENCE", "42887", "The function would call itself: <path>."),
    DUPLICATE_ROUTINE_PARAMETER_ASSIGNMENT__BOTH_POSITIONAL_AND_NAMED(
            "DUPLICATE_ROUTINE_PARAMETER_ASSIGNMENT.BOTH_POSITIONAL_AND_NAMED",
            "4274K",
            "The call of <routineName> gives <parameterName> by its position and by its name."),
    DUPLICATE_ROUTINE_PARAMETER_ASSIGNMENT__DOUBLE_NAMED_ARGUMENT_REFERENCE(
            "DUPLICATE_ROUTINE_PARAMETER_ASSIGNMENT.DOUBLE_NAMED_ARGUMENT_REFERENCE",
            "4274K",
            "The call of <routineName> gives <parameterName> twice by its name."),
    DUPLICATE_ROUTINE_PARAMETER_NAMES(
            "DUPLICATE_ROUTINE_PARAMETER_NAMES", "42734", "Several parameters of <routineName> are called <names>."),
    DUPLICATE_ROUTINE_RETURNS_COLUMNS(
            "DUPLICATE_ROUTINE_RETURNS_COLUMNS",
            "42711",
            "Several columns that <routineName> returns are called <columns>."),
    INVALID_SQL_FUNCTION_DATA_ACCESS(
            "INVALID_SQL_FUNCTION_DATA_ACCESS",
            "42K0E",
            "A function that says CONTAINS SQL reads a table or view; it must say READS SQL DATA."),
    INVALID_SQL_SYNTAX__CREATE_FUNC_WITH_COLUMN_CONSTRAINTS(
            "INVALID_SQL_SYNTAX.CREATE_FUNC_WITH_COLUMN_CONSTRAINTS",
            "42000",
            "A parameter of a function has no constraints."),
    INVALID_SQL_SYNTAX__CREATE_FUNC_WITH_GENERATED_COLUMNS_AS_PARAMETERS(
            "INVALID_SQL_SYNTAX.CREATE_FUNC_WITH_GENERATED_COLUMNS_AS_PARAMETERS",
            "42000",
            "A parameter of a function is not generated."),
    INVALID_SQL_SYNTAX__CREATE_TEMP_FUNC_WITH_IF_NOT_EXISTS(
            "INVALID_SQL_SYNTAX.CREATE_TEMP_FUNC_WITH_IF_NOT_EXISTS",
            "42000",
            "CREATE TEMPORARY FUNCTION knows no IF NOT EXISTS."),
    INVALID_TEMP_OBJ_QUALIFIER(
            "INVALID_TEMP_OBJ_QUALIFIER",
            "42602",
            "<qualifier> cannot stand before the name of the temporary <objectType> <objectName>; only SESSION can."),
    INVALID_TEMP_OBJ_REFERENCE(
            "INVALID_TEMP_OBJ_REFERENCE",
            "42K0F",
            "The <obj> <objName> is kept and cannot use the <tempObj> <tempObjName>, which is temporary."),
    NOT_A_SCALAR_FUNCTION(
            "NOT_A_SCALAR_FUNCTION", "42887", "<functionName> gives rows; it belongs into the FROM clause."),
    NOT_A_TABLE_FUNCTION(
            "NOT_A_TABLE_FUNCTION", "42887", "<functionName> gives a value; it cannot stand in the FROM clause."),
    REQUIRED_PARAMETER_NOT_FOUND(
            "REQUIRED_PARAMETER_NOT_FOUND",
            "4274K",
            "The call of <routineName> does not give <parameterName>, neither as argument <index> nor by name."),
    ROUTINE_ALREADY_EXISTS(
            "ROUTINE_ALREADY_EXISTS", "42723", "There is a <existingRoutineType> called <routineName> already."),
    ROUTINE_NOT_FOUND("ROUTINE_NOT_FOUND", "42883", "There is no function <routineName>."),
    FORBIDDEN_OPERATION("FORBIDDEN_OPERATION", "42809", "<statement> is not for the <objectType> <objectName>."),
    UNEXPECTED_POSITIONAL_ARGUMENT(
            "UNEXPECTED_POSITIONAL_ARGUMENT",
            "4274K",
            "In the call of <routineName> an argument without name follows <parameterName>, which has one."),
    UNRECOGNIZED_PARAMETER_NAME(
            "UNRECOGNIZED_PARAMETER_NAME",
            "4274K",
            "<routineName> has no parameter <argumentName>. Did you mean one of [<proposal>]?"),
    UNSUPPORTED_CHAR_OR_VARCHAR_AS_STRING(
            "UNSUPPORTED_CHAR_OR_VARCHAR_AS_STRING", "0A000", "The types char and varchar cannot stand here."),
    USER_DEFINED_FUNCTIONS__CANNOT_CONTAIN_COMPLEX_FUNCTIONS(
            "USER_DEFINED_FUNCTIONS.CANNOT_CONTAIN_COMPLEX_FUNCTIONS",
            "42601",
            "A function of values cannot use aggregates, window functions or generators: <queryText>"),
    USER_DEFINED_FUNCTIONS__NOT_A_VALID_DEFAULT_EXPRESSION(
            "USER_DEFINED_FUNCTIONS.NOT_A_VALID_DEFAULT_EXPRESSION",
            "42601",
            "The default of <parameterName> of the function <functionName> has a sub-query."),
    USER_DEFINED_FUNCTIONS__NOT_A_VALID_DEFAULT_PARAMETER_POSITION(
            "USER_DEFINED_FUNCTIONS.NOT_A_VALID_DEFAULT_PARAMETER_POSITION",
            "42601",
            "In the function <functionName> <nextParameterName> follows <parameterName>, which has a default, and has "
                    + "none."),
    USER_DEFINED_FUNCTIONS__NOT_NULL_ON_FUNCTION_PARAMETERS(
            "USER_DEFINED_FUNCTIONS.NOT_NULL_ON_FUNCTION_PARAMETERS",
            "42601",
            "The parameters and columns of a function may be null: <input>"),
    USER_DEFINED_FUNCTIONS__RETURN_COLUMN_COUNT_MISMATCH(
            "USER_DEFINED_FUNCTIONS.RETURN_COLUMN_COUNT_MISMATCH",
            "42601",
            "The query of <name> gives <outputSize> columns instead of <returnParamSize>."),
    USER_DEFINED_FUNCTIONS__SQL_TABLE_UDF_BODY_MUST_BE_A_QUERY(
            "USER_DEFINED_FUNCTIONS.SQL_TABLE_UDF_BODY_MUST_BE_A_QUERY",
            "42601",
            "<name> gives rows, so that its body must be a query."),
    USER_DEFINED_FUNCTIONS__SQL_TABLE_UDF_MISSING_COLUMN_NAMES(
            "USER_DEFINED_FUNCTIONS.SQL_TABLE_UDF_MISSING_COLUMN_NAMES",
            "42601",
            "Some columns that <functionName> gives have no names, neither in its query nor after RETURNS TABLE."),
    // values
    DIVIDE_BY_ZERO(
            "DIVIDE_BY_ZERO",
            "22012",
            "Division by zero. Use try_divide for NULL instead, or set <config> to \"false\"."),
    REMAINDER_BY_ZERO(
            "REMAINDER_BY_ZERO",
            "22012",
            "Remainder by zero. Use try_mod for NULL instead, or set <config> to \"false\"."),
    INTERVAL_DIVIDED_BY_ZERO(
            "INTERVAL_DIVIDED_BY_ZERO", "22012", "An interval was divided by zero. Use try_divide for NULL instead."),
    ARITHMETIC_OVERFLOW(
            "ARITHMETIC_OVERFLOW", "22003", "<message>.<alternative> If necessary set <config> to \"false\"."),
    BINARY_ARITHMETIC_OVERFLOW(
            "BINARY_ARITHMETIC_OVERFLOW",
            "22003",
            "<value1> <symbol> <value2> does not fit its type. Use <functionName> for NULL instead."),
    INTERVAL_ARITHMETIC_OVERFLOW__WITHOUT_SUGGESTION(
            "INTERVAL_ARITHMETIC_OVERFLOW.WITHOUT_SUGGESTION", "22015", "The interval does not fit its type."),
    INTERVAL_ARITHMETIC_OVERFLOW__WITH_SUGGESTION(
            "INTERVAL_ARITHMETIC_OVERFLOW.WITH_SUGGESTION",
            "22015",
            "The interval does not fit its type. Use <functionName> for NULL instead."),
    NUMERIC_VALUE_OUT_OF_RANGE__WITH_SUGGESTION(
            "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION",
            "22003",
            "The value <value> does not fit <precision> digits with <scale> after the point. If "
                    + "necessary set <config> to \"false\"."),
    NUMERIC_VALUE_OUT_OF_RANGE__WITHOUT_SUGGESTION(
            "NUMERIC_VALUE_OUT_OF_RANGE.WITHOUT_SUGGESTION",
            "22003",
            "The value <roundedValue> does not fit <precision> digits with <scale> after the point."),
    NUMERIC_OUT_OF_SUPPORTED_RANGE("NUMERIC_OUT_OF_SUPPORTED_RANGE", "22003", "The value <value> has too many digits."),
    CAST_INVALID_INPUT(
            "CAST_INVALID_INPUT",
            "22018",
            "The <sourceType> value <expression> is no <targetType>. Use try_cast for NULL instead."),
    CAST_OVERFLOW(
            "CAST_OVERFLOW",
            "22003",
            "The <sourceType> value <value> does not fit <targetType>. Use try_cast for NULL instead."),
    CANNOT_PARSE_DECIMAL("CANNOT_PARSE_DECIMAL", "22018", "The text is no decimal number."),
    CANNOT_PARSE_TIMESTAMP("CANNOT_PARSE_TIMESTAMP", "22007", "<message>. Use <func> for NULL instead."),
    UNSUPPORTED_TIME_TYPE(
            "UNSUPPORTED_TIME_TYPE", "0A000", "The type TIME has to be switched on: spark.sql.timeType.enabled."),
    CANNOT_PARSE_TIME("CANNOT_PARSE_TIME", "22010", "<input> does not have the form <format>."),
    INCONSISTENT_BEHAVIOR_CROSS_VERSION__DATETIME_PATTERN_RECOGNITION(
            "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION",
            "42K0B",
            "The pattern <pattern> was one before Spark 3.0 and is none any more; write another one, as <docroot> "
                    + "explains. <config> has no effect here."),
    ILLEGAL_DAY_OF_WEEK("ILLEGAL_DAY_OF_WEEK", "22009", "There is no day of the week called <string>."),
    INVALID_DATETIME_PATTERN__ILLEGAL_CHARACTER(
            "INVALID_DATETIME_PATTERN.ILLEGAL_CHARACTER",
            "22007",
            "The pattern <pattern> has the character <c>, which means nothing."),
    INVALID_DATETIME_PATTERN__LENGTH(
            "INVALID_DATETIME_PATTERN.LENGTH", "22007", "The pattern <pattern> repeats a letter too often."),
    INVALID_DATETIME_PATTERN__WITH_SUGGESTION(
            "INVALID_DATETIME_PATTERN.WITH_SUGGESTION",
            "22007",
            "<pattern> is no date and time pattern; see <docroot>."),
    INVALID_ARRAY_INDEX(
            "INVALID_ARRAY_INDEX",
            "22003",
            "The index <indexValue> is outside the array of <arraySize> elements. Use get() for NULL " + "instead."),
    INVALID_ARRAY_INDEX_IN_ELEMENT_AT(
            "INVALID_ARRAY_INDEX_IN_ELEMENT_AT",
            "22003",
            "The index <indexValue> is outside the array of <arraySize> elements. Use try_element_at "
                    + "for NULL instead."),
    INVALID_INDEX_OF_ZERO(
            "INVALID_INDEX_OF_ZERO", "22003", "The index 0 is invalid; indexes count from 1, or from -1 at the end."),
    INVALID_PARAMETER_VALUE__TIME_UNIT(
            "INVALID_PARAMETER_VALUE.TIME_UNIT",
            "22023",
            "<functionName>: <parameter> must be HOUR, MINUTE, SECOND, MILLISECOND or MICROSECOND, not <invalidValue>."),
    INVALID_PARAMETER_VALUE__ZERO_INDEX(
            "INVALID_PARAMETER_VALUE.ZERO_INDEX", "22023", "<functionName>: <parameter> must not be 0."),
    INVALID_PARAMETER_VALUE__PATTERN(
            "INVALID_PARAMETER_VALUE.PATTERN",
            "22023",
            "<functionName>: <value> is no regular expression for <parameter>."),
    INVALID_PARAMETER_VALUE__REGEX_GROUP_INDEX(
            "INVALID_PARAMETER_VALUE.REGEX_GROUP_INDEX",
            "22023",
            "<functionName>: the group <parameter>, which is <groupIndex>, must be between 0 and <groupCount>."),
    INVALID_FORMAT__MISMATCH_INPUT(
            "INVALID_FORMAT.MISMATCH_INPUT", "42601", "<input> does not fit the format <format>."),
    INVALID_ESCAPE_CHAR("INVALID_ESCAPE_CHAR", "42604", "An escape is one character, not <sqlExpr>."),
    INVALID_FORMAT__ESC_IN_THE_MIDDLE(
            "INVALID_FORMAT.ESC_IN_THE_MIDDLE", "42601", "The pattern <format> escapes <char>, which needs no escape."),
    INVALID_FORMAT__ESC_AT_THE_END("INVALID_FORMAT.ESC_AT_THE_END", "42601", "The pattern <format> ends in an escape."),
    // arguments of functions
    DATATYPE_MISMATCH__INPUT_SIZE_NOT_ONE(
            "DATATYPE_MISMATCH.INPUT_SIZE_NOT_ONE", "42K09", "<sqlExpr>: <exprName> must be one character."),
    DATATYPE_MISMATCH__INVALID_ARG_VALUE(
            "DATATYPE_MISMATCH.INVALID_ARG_VALUE",
            "42K09",
            "<sqlExpr>: <inputName> must be a <requireType> of <validValues>, not <inputValue>."),
    DATATYPE_MISMATCH__ARRAY_FUNCTION_DIFF_TYPES(
            "DATATYPE_MISMATCH.ARRAY_FUNCTION_DIFF_TYPES",
            "42K09",
            "<sqlExpr>: <functionName> takes an <dataType> and an element of its type, not <leftType> and <rightType>."),
    DATATYPE_MISMATCH__SEQUENCE_WRONG_INPUT_TYPES(
            "DATATYPE_MISMATCH.SEQUENCE_WRONG_INPUT_TYPES",
            "42K09",
            "<sqlExpr>: <functionName> goes from <startType> by <stepType>, or from <otherStartType> by the same type."),
    DATATYPE_MISMATCH__MAP_ZIP_WITH_DIFF_TYPES(
            "DATATYPE_MISMATCH.MAP_ZIP_WITH_DIFF_TYPES",
            "42K09",
            "<sqlExpr>: the maps of <functionName> have keys of <leftType> and <rightType>."),
    DATATYPE_MISMATCH__UNEXPECTED_RETURN_TYPE(
            "DATATYPE_MISMATCH.UNEXPECTED_RETURN_TYPE",
            "42K09",
            "<sqlExpr>: the <functionName> must give <expectedType>, not <actualType>."),
    DATATYPE_MISMATCH__UNEXPECTED_CLASS_TYPE(
            "DATATYPE_MISMATCH.UNEXPECTED_CLASS_TYPE", "42K09", "<sqlExpr>: there is no class <className>."),
    DATATYPE_MISMATCH__UNEXPECTED_STATIC_METHOD(
            "DATATYPE_MISMATCH.UNEXPECTED_STATIC_METHOD",
            "42K09",
            "<sqlExpr>: <className> has no static method <methodName> for these arguments."),
    DATATYPE_MISMATCH__NON_STRING_TYPE(
            "DATATYPE_MISMATCH.NON_STRING_TYPE", "42K09", "<sqlExpr>: all arguments of <funcName> must be STRING."),
    DATATYPE_MISMATCH__UNEXPECTED_NULL(
            "DATATYPE_MISMATCH.UNEXPECTED_NULL", "42K09", "<sqlExpr>: <exprName> must not be NULL."),
    DATATYPE_MISMATCH__UNSUPPORTED_INPUT_TYPE(
            "DATATYPE_MISMATCH.UNSUPPORTED_INPUT_TYPE", "42K09", "<sqlExpr>: <functionName> cannot take <dataType>."),
    INVALID_PARAMETER_VALUE__BIT_POSITION_RANGE(
            "INVALID_PARAMETER_VALUE.BIT_POSITION_RANGE",
            "22023",
            "<functionName>: <parameter> must be from 0 to below <upper>, not <invalidValue>."),
    INVALID_PARAMETER_VALUE__LENGTH(
            "INVALID_PARAMETER_VALUE.LENGTH", "22023", "<functionName>: <parameter> must not be negative: <length>."),
    INVALID_PARAMETER_VALUE__CHARSET(
            "INVALID_PARAMETER_VALUE.CHARSET",
            "22023",
            "<functionName>: <parameter> must be one of <charsets>, not <charset>."),
    INVALID_PARAMETER_VALUE__BINARY_FORMAT(
            "INVALID_PARAMETER_VALUE.BINARY_FORMAT",
            "22023",
            "<functionName>: <parameter> must be 'base64', 'hex' or 'utf-8', not <invalidFormat>."),
    INVALID_PARAMETER_VALUE__AES_KEY_LENGTH(
            "INVALID_PARAMETER_VALUE.AES_KEY_LENGTH",
            "22023",
            "<functionName>: <parameter> must have 16, 24 or 32 bytes, not <actualLength>."),
    INVALID_PARAMETER_VALUE__AES_IV_LENGTH(
            "INVALID_PARAMETER_VALUE.AES_IV_LENGTH",
            "22023",
            "<functionName>: <parameter> must have 16 bytes for CBC and 12 for GCM; in <mode> it has <actualLength>."),
    INVALID_PARAMETER_VALUE__AES_CRYPTO_ERROR(
            "INVALID_PARAMETER_VALUE.AES_CRYPTO_ERROR",
            "22023",
            "<functionName>: <parameter> cannot be used: <detailMessage>"),
    UNSUPPORTED_FEATURE__AES_MODE(
            "UNSUPPORTED_FEATURE.AES_MODE", "0A000", "<functionName> knows no mode <mode> with the padding <padding>."),
    UNSUPPORTED_FEATURE__AES_MODE_IV(
            "UNSUPPORTED_FEATURE.AES_MODE_IV", "0A000", "<functionName> takes no initialization vector in <mode>."),
    UNSUPPORTED_FEATURE__AES_MODE_AAD(
            "UNSUPPORTED_FEATURE.AES_MODE_AAD",
            "0A000",
            "<functionName> takes no additional authenticated data in <mode>."),
    INVALID_UTF8_STRING("INVALID_UTF8_STRING", "22029", "The text <str> is no valid UTF-8."),
    CONVERSION_INVALID_INPUT(
            "CONVERSION_INVALID_INPUT",
            "22018",
            "The text <str> cannot become <targetType> by the format <fmt>. Use <suggestion> for NULL instead."),
    MALFORMED_CHARACTER_CODING("MALFORMED_CHARACTER_CODING", "22000", "<function> met what <charset> cannot express."),
    INVALID_FORMAT__EMPTY("INVALID_FORMAT.EMPTY", "42601", "The format <format> is empty."),
    INVALID_FORMAT__WRONG_NUM_DIGIT("INVALID_FORMAT.WRONG_NUM_DIGIT", "42601", "The format <format> has no digit."),
    INVALID_FORMAT__WRONG_NUM_TOKEN(
            "INVALID_FORMAT.WRONG_NUM_TOKEN", "42601", "The format <format> has more than one <token>."),
    INVALID_FORMAT__UNEXPECTED_TOKEN(
            "INVALID_FORMAT.UNEXPECTED_TOKEN", "42601", "The format <format> has <token> where it does not belong."),
    INVALID_FORMAT__CUR_MUST_BEFORE_DIGIT(
            "INVALID_FORMAT.CUR_MUST_BEFORE_DIGIT", "42601", "In the format <format> the dollar follows a digit."),
    INVALID_FORMAT__CUR_MUST_BEFORE_DEC(
            "INVALID_FORMAT.CUR_MUST_BEFORE_DEC",
            "42601",
            "In the format <format> the dollar follows the decimal point."),
    INVALID_FORMAT__CONT_THOUSANDS_SEPS(
            "INVALID_FORMAT.CONT_THOUSANDS_SEPS",
            "42601",
            "In the format <format> a thousands separator has no digits beside it."),
    INVALID_FORMAT__THOUSANDS_SEPS_MUST_BEFORE_DEC(
            "INVALID_FORMAT.THOUSANDS_SEPS_MUST_BEFORE_DEC",
            "42601",
            "In the format <format> a thousands separator follows the decimal point."),
    INVALID_URL("INVALID_URL", "22P02", "The URL <url> is invalid. Use try_parse_url for NULL instead."),
    CANNOT_DECODE_URL("CANNOT_DECODE_URL", "22546", "The URL <url> cannot be decoded."),
    INVALID_XML("INVALID_XML", "22023", "The text <xml> is no XML: <message>"),
    INVALID_XPATH("INVALID_XPATH", "22023", "The path <path> is no XPath: <message>"),
    VECTOR_DIMENSION_MISMATCH(
            "VECTOR_DIMENSION_MISMATCH", "22000", "<functionName> got vectors of <leftDim> and <rightDim> dimensions."),
    INVALID_VECTOR_NORM_DEGREE(
            "INVALID_VECTOR_NORM_DEGREE",
            "22023",
            "<functionName>: the degree must be 1, 2 or infinity, not <degree>."),
    DATETIME_FIELD_OUT_OF_BOUNDS__WITHOUT_SUGGESTION(
            "DATETIME_FIELD_OUT_OF_BOUNDS.WITHOUT_SUGGESTION", "22023", "<rangeMessage>."),
    DATETIME_FIELD_OUT_OF_BOUNDS__WITH_SUGGESTION(
            "DATETIME_FIELD_OUT_OF_BOUNDS.WITH_SUGGESTION",
            "22023",
            "<rangeMessage>. Set <ansiConfig> to false for NULL instead."),
    INVALID_TIMEZONE("INVALID_TIMEZONE", "22009", "There is no time zone <timeZone>."),
    COMPARATOR_RETURNS_NULL(
            "COMPARATOR_RETURNS_NULL", "22004", "The comparison of <firstValue> and <secondValue> gave NULL."),
    INVALID_BITMAP_POSITION(
            "INVALID_BITMAP_POSITION",
            "22003",
            "The position <bitPosition> is outside a bitmap of <bitmapNumBits> bits (<bitmapNumBytes> bytes)."),
    NEGATIVE_VALUES_IN_FREQUENCY_EXPRESSION(
            "NEGATIVE_VALUES_IN_FREQUENCY_EXPRESSION",
            "22003",
            "The frequency <frequencyExpression> is negative: <negativeValue>."),
    INVALID_WITHIN_GROUP_EXPRESSION__DISTINCT_UNSUPPORTED(
            "INVALID_WITHIN_GROUP_EXPRESSION.DISTINCT_UNSUPPORTED", "42K0K", "<funcName> takes no DISTINCT."),
    INVALID_WITHIN_GROUP_EXPRESSION__WITHIN_GROUP_MISSING(
            "INVALID_WITHIN_GROUP_EXPRESSION.WITHIN_GROUP_MISSING",
            "42K0K",
            "<funcName> needs WITHIN GROUP (ORDER BY …)."),
    INVALID_WITHIN_GROUP_EXPRESSION__WRONG_NUM_ORDERINGS(
            "INVALID_WITHIN_GROUP_EXPRESSION.WRONG_NUM_ORDERINGS",
            "42K0K",
            "<funcName> takes <expectedNum> orderings in WITHIN GROUP, not <actualNum>."),
    INVALID_WITHIN_GROUP_EXPRESSION__MISMATCH_WITH_DISTINCT_INPUT(
            "INVALID_WITHIN_GROUP_EXPRESSION.MISMATCH_WITH_DISTINCT_INPUT",
            "42K0K",
            "<funcName> of DISTINCT <funcArg> cannot be ordered by <orderingExpr>."),
    INVALID_SQL_SYNTAX__FUNCTION_WITH_UNSUPPORTED_SYNTAX(
            "INVALID_SQL_SYNTAX.FUNCTION_WITH_UNSUPPORTED_SYNTAX", "42000", "<prettyName> takes no <syntax>."),
    NON_FOLDABLE_ARGUMENT("NON_FOLDABLE_ARGUMENT", "42K08", "<funcName>: <paramName> must be a constant <paramType>."),
    DATETIME_OVERFLOW("DATETIME_OVERFLOW", "22008", "The date or time is out of range: <operation>."),
    INVALID_FRACTION_OF_SECOND("INVALID_FRACTION_OF_SECOND", "22023", "<secAndMicros> is no valid number of seconds."),
    COLLECTION_SIZE_LIMIT_EXCEEDED__FUNCTION(
            "COLLECTION_SIZE_LIMIT_EXCEEDED.FUNCTION",
            "54000",
            "<functionName> would make <numberOfElements> elements; the limit is <maxRoundedArrayLength>."),
    USER_RAISED_EXCEPTION("USER_RAISED_EXCEPTION", "P0001", "<errorMessage>"),
    SCALAR_SUBQUERY_TOO_MANY_ROWS(
            "SCALAR_SUBQUERY_TOO_MANY_ROWS", "21000", "A scalar sub-query gave more than one row."),
    ROW_VALUE_IS_NULL("ROW_VALUE_IS_NULL", "22023", "The row has NULL at position <index>."),
    MALFORMED_RECORD_IN_PARSING__WITHOUT_SUGGESTION(
            "MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION",
            "22023",
            "The record <badRecord> is malformed, and the mode is <failFastMode>. Use PERMISSIVE to "
                    + "read it as NULL."),
    MALFORMED_RECORD_IN_PARSING__CANNOT_PARSE_JSON_ARRAYS_AS_STRUCTS(
            "MALFORMED_RECORD_IN_PARSING.CANNOT_PARSE_JSON_ARRAYS_AS_STRUCTS",
            "22023",
            "The record <badRecord> is malformed, and the mode is <failFastMode>: an array is no struct."),
    CANNOT_PARSE_JSON_FIELD(
            "CANNOT_PARSE_JSON_FIELD",
            "2203G",
            "The field <fieldName> with the value <fieldValue> of the JSON token <jsonType> is no " + "<dataType>."),
    INVALID_JSON_ROOT_FIELD("INVALID_JSON_ROOT_FIELD", "22032", "The root of the JSON value does not fit the schema."),
    INVALID_JSON_RECORD_TYPE(
            "INVALID_JSON_RECORD_TYPE",
            "22023",
            "A JSON value of this kind cannot be inferred in the mode <failFastMode>: <invalidType>."),
    FAILED_EXECUTE_UDF(
            "FAILED_EXECUTE_UDF",
            "39000",
            "The user-defined function <functionName> (<signature> returns <result>) failed: <reason>."),
    /** Spark says "Task not serializable", without a condition. */
    FUNCTION_NOT_SERIALIZABLE(
            "FUNCTION_NOT_SERIALIZABLE",
            "38000",
            "Each task gets a copy of a program's function, but <className> cannot be copied: <reason>. Make all that it "
                    + "holds Serializable, or keep it out of the function."),

    // configuration, session, catalog
    CANNOT_MODIFY_STATIC_CONFIG(
            "CANNOT_MODIFY_STATIC_CONFIG", "46110", "The setting <key> is fixed for the life of the session."),
    INVALID_CONF_VALUE__TYPE_MISMATCH(
            "INVALID_CONF_VALUE.TYPE_MISMATCH", "22022", "The setting <confName> needs a <confType>, not <confValue>."),
    INVALID_CONF_VALUE__OUT_OF_RANGE_OF_OPTIONS(
            "INVALID_CONF_VALUE.OUT_OF_RANGE_OF_OPTIONS",
            "22022",
            "The setting <confName> accepts <confOptions>, not <confValue>."),
    SQL_CONF_NOT_FOUND("SQL_CONF_NOT_FOUND", "42K0I", "There is no setting <sqlConf>."),
    DATA_SOURCE_NOT_FOUND(
            "DATA_SOURCE_NOT_FOUND",
            "42K02",
            "There is no format <provider>. Add its module to the class path, or use one of <available>."),
    INVALID_OPTION_VALUE("INVALID_OPTION_VALUE", "22023", "The option <option> accepts <accepted>, not <value>."),
    MISSING_OPTION("MISSING_OPTION", "42601", "The option <option> is required for <provider>: <meaning>."),
    INVALID_SAVE_MODE(
            "INVALID_SAVE_MODE",
            "42000",
            "There is no save mode <mode>; use append, overwrite, ignore, error, errorifexists or default."),
    PATH_NOT_FOUND("PATH_NOT_FOUND", "42K03", "The path <path> does not exist."),
    PATH_ALREADY_EXISTS(
            "PATH_ALREADY_EXISTS",
            "42K04",
            "The path <outputPath> exists already. Use the mode overwrite to replace it."),
    UNABLE_TO_INFER_SCHEMA(
            "UNABLE_TO_INFER_SCHEMA",
            "42KD9",
            "No schema can be found for <format>: there is nothing to read; give one by schema()."),
    INVALID_CORRUPT_RECORD_TYPE(
            "INVALID_CORRUPT_RECORD_TYPE",
            "42804",
            "The column <columnName> for corrupt records must be a nullable STRING, not <actualType>."),
    UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE(
            "UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE",
            "0A000",
            "The format <format> cannot hold the column <columnName> of the type <columnType>."),
    EMPTY_SCHEMA_NOT_SUPPORTED_FOR_DATASOURCE(
            "EMPTY_SCHEMA_NOT_SUPPORTED_FOR_DATASOURCE",
            "0A000",
            "The format <format> cannot hold rows without columns."),
    FAILED_READ_FILE__NO_HINT("FAILED_READ_FILE.NO_HINT", "KD001", "The file <path> cannot be read."),
    FAILED_READ_FILE__FILE_NOT_EXIST(
            "FAILED_READ_FILE.FILE_NOT_EXIST",
            "KD001",
            "The file <path> is gone; it was there when the query was planned."),
    TASK_WRITE_FAILED("TASK_WRITE_FAILED", "58030", "Rows cannot be written to <path>."),
    OUT_OF_MEMORY(
            "OUT_OF_MEMORY",
            "53200",
            "The operator <operator> needs <bytes> more bytes (<rows> rows so far), over the budget of "
                    + "<budget>. <remedy>"),
    SESSION_CLOSED("SESSION_CLOSED", "08003", "The session is closed."),
    INTERNAL_ERROR("INTERNAL_ERROR", "XX000", "<message>"),

    // streaming: definition
    EVENT_TIME_IS_NOT_ON_TIMESTAMP_TYPE(
            "EVENT_TIME_IS_NOT_ON_TIMESTAMP_TYPE",
            "42K09",
            "The event time <eventName> is a <eventType>, not a timestamp."),
    EVENT_TIME_MUST_BE_TOP_LEVEL_COLUMN(
            "EVENT_TIME_MUST_BE_TOP_LEVEL_COLUMN",
            "42K09",
            "The event time <eventExpr> must be a column of its own, not a nested field."),
    STREAMING_OUTPUT_MODE__INVALID(
            "STREAMING_OUTPUT_MODE.INVALID",
            "42KDE",
            "There is no output mode <outputMode>; use append, update or complete."),
    STREAMING_OUTPUT_MODE__UNSUPPORTED_OPERATION(
            "STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION",
            "42KDE",
            "The output mode <outputMode> does not go with <operation>."),
    STREAMING_OUTPUT_MODE__UNSUPPORTED_DATASOURCE(
            "STREAMING_OUTPUT_MODE.UNSUPPORTED_DATASOURCE",
            "42KDE",
            "The sink <className> does not take the output mode <outputMode>."),
    NON_TIME_WINDOW_NOT_SUPPORTED_IN_STREAMING(
            "NON_TIME_WINDOW_NOT_SUPPORTED_IN_STREAMING",
            "42KDE",
            "On a stream, window functions must be over time: <windowFunc> as <columnName>."),
    WRITE_STREAM_NOT_ALLOWED(
            "WRITE_STREAM_NOT_ALLOWED", "42601", "writeStream needs a stream; this Dataset is static, use write."),
    CALL_ON_STREAMING_DATASET_UNSUPPORTED(
            "CALL_ON_STREAMING_DATASET_UNSUPPORTED",
            "42KDE",
            "<methodName> needs a static Dataset; this one is a stream, use writeStream."),
    STREAMING_CHECKPOINT_MISSING_METADATA_FILE(
            "STREAMING_CHECKPOINT_MISSING_METADATA_FILE",
            "42K03",
            "The checkpoint <checkpointLocation> has logs but its metadata file is missing. Restore the"
                    + " file, or use a new checkpoint."),
    STATE_STORE_CHECKPOINT_LOCATION_NOT_EMPTY(
            "STATE_STORE_CHECKPOINT_LOCATION_NOT_EMPTY",
            "42K03",
            "The checkpoint <checkpointLocation> is to start at batch 0 but holds files of an earlier "
                    + "run. Use a new one."),

    // streaming: running
    STREAM_FAILED("STREAM_FAILED", "XXKST", "Query [id = <id>, runId = <runId>] terminated with exception: <message>"),
    FOREACH_BATCH_USER_FUNCTION_ERROR(
            "FOREACH_BATCH_USER_FUNCTION_ERROR", "39000", "The function of foreachBatch failed: <reason>"),
    FOREACH_USER_FUNCTION_ERROR("FOREACH_USER_FUNCTION_ERROR", "39000", "The ForeachWriter failed: <reason>"),
    CONCURRENT_STREAM_LOG_UPDATE(
            "CONCURRENT_STREAM_LOG_UPDATE",
            "40000",
            "The entry <batchId> of the log is there already: another query uses this checkpoint. Give "
                    + "each query its own."),
    MALFORMED_LOG_FILE(
            "MALFORMED_LOG_FILE", "KD002", "The log file does not start with a version such as v1, but with <text>."),
    INVALID_LOG_VERSION__MAX_SUPPORTED_VERSION(
            "INVALID_LOG_VERSION.MAX_SUPPORTED_VERSION",
            "KD002",
            "The log has version <version>; up to <maxSupportedVersion> is supported."),
    INVALID_LOG_VERSION__EXACT_MATCH_VERSION(
            "INVALID_LOG_VERSION.EXACT_MATCH_VERSION",
            "KD002",
            "The log has version <version>; <matchVersion> is needed."),
    STREAMING_STATEFUL_OPERATOR_NOT_MATCH_IN_STATE_METADATA(
            "STREAMING_STATEFUL_OPERATOR_NOT_MATCH_IN_STATE_METADATA",
            "42K03",
            "The stateful operators of the query changed: the checkpoint has <OpsInMetadataSeq>, the "
                    + "query has <OpsInCurBatchSeq>."),
    STREAMING_STATEFUL_OPERATOR_MISSING_STATE_DIRECTORY(
            "STREAMING_STATEFUL_OPERATOR_MISSING_STATE_DIRECTORY",
            "42K03",
            "The state of the operators <OpsInCurBatchSeq> is missing from the checkpoint."),
    STATE_STORE_KEY_SCHEMA_NOT_COMPATIBLE(
            "STATE_STORE_KEY_SCHEMA_NOT_COMPATIBLE",
            "XXKST",
            "The keys in state are <storedKeySchema>; the query now has <newKeySchema>."),
    STATE_STORE_VALUE_SCHEMA_NOT_COMPATIBLE(
            "STATE_STORE_VALUE_SCHEMA_NOT_COMPATIBLE",
            "XXKST",
            "The values in state are <storedValueSchema>; the query now has <newValueSchema>."),
    CANNOT_LOAD_STATE_STORE__CORRUPT_STATE_LOG(
            "CANNOT_LOAD_STATE_STORE.CORRUPT_STATE_LOG",
            "58030",
            "The state log <path> is damaged at byte <position>: <reason>. Restore the checkpoint from "
                    + "a copy, or start with a new one."),
    CANNOT_LOAD_STATE_STORE__MISSING_VERSION(
            "CANNOT_LOAD_STATE_STORE.MISSING_VERSION",
            "58030",
            "The state of version <version> is not in <path>: <reason>."),
    CANNOT_LOAD_STATE_STORE__UNKNOWN_FORMAT(
            "CANNOT_LOAD_STATE_STORE.UNKNOWN_FORMAT",
            "58030",
            "The state file <path> has format version <version>; up to <maxSupportedVersion> is supported."),
    CANNOT_WRITE_STATE_STORE__CANNOT_COMMIT(
            "CANNOT_WRITE_STATE_STORE.CANNOT_COMMIT", "58030", "State cannot be written to <path>: <reason>."),
    INCOMPLETE_LOG_FILE("INCOMPLETE_LOG_FILE", "KD002", "The log file <path> is empty or cut off."),
    MISSING_LOG_BATCH(
            "MISSING_LOG_BATCH", "KD002", "The log <path> has no entry for batch <batchId>, which is needed to go on."),
    SOURCE_COUNT_MISMATCH(
            "SOURCE_COUNT_MISMATCH",
            "42K03",
            "The checkpoint knows <checkpointCount> sources, the query has <queryCount>."),
    KAFKA_DATA_LOSS(
            "KAFKA_DATA_LOSS",
            "KD000",
            "Records of <partition> are gone: <reason>. Set failOnDataLoss to false to go on with what " + "is left."),
    KAFKA_TOPIC_NOT_FOUND("KAFKA_TOPIC_NOT_FOUND", "42K03", "The Kafka topic <topic> does not exist at <servers>."),
    KAFKA_UNREACHABLE("KAFKA_UNREACHABLE", "08001", "No Kafka broker answers at <servers> within <timeout>: <reason>."),

    // what Spark numbers but does not name
    LEGACY_1039("_LEGACY_ERROR_TEMP_1039", null, "Two different time windows cannot stand in one operator."),
    LEGACY_1135("_LEGACY_ERROR_TEMP_1135", null, "<className> is not a source for a batch query."),
    LEGACY_1139("_LEGACY_ERROR_TEMP_1139", null, "The format <provider> needs a module that is not on the class path."),
    LEGACY_1140(
            "_LEGACY_ERROR_TEMP_1140",
            null,
            "The format <provider> needs a module that is not on the class path: add millrace-kafka."),
    LEGACY_1181(
            "_LEGACY_ERROR_TEMP_1181",
            null,
            "A join of two streams needs an equality among its conditions: <condition>."),
    LEGACY_1021(
            "_LEGACY_ERROR_TEMP_1021",
            null,
            "count(<targetString>.*) is not allowed: write count(*), or name columns."),
    LEGACY_1188("_LEGACY_ERROR_TEMP_1188", null, "The path is given twice, by the option path and as an argument."),
    LEGACY_1194("_LEGACY_ERROR_TEMP_1194", null, "The memory sink needs a queryName."),
    LEGACY_1196("_LEGACY_ERROR_TEMP_1196", null, "The partition column <column> is not among <columns>."),
    LEGACY_1197("_LEGACY_ERROR_TEMP_1197", null, "partitionBy does not go with <source>."),
    LEGACY_1295("_LEGACY_ERROR_TEMP_1295", null, "The socket source needs the option host."),
    LEGACY_1296("_LEGACY_ERROR_TEMP_1296", null, "The socket source needs the option port."),
    LEGACY_1297("_LEGACY_ERROR_TEMP_1297", null, "The option includeTimestamp accepts true or false."),
    LEGACY_1298(
            "_LEGACY_ERROR_TEMP_1298",
            null,
            "A checkpoint location is needed: give the option checkpointLocation, or set spark.sql.streaming.checkpointLocation."),
    LEGACY_1299(
            "_LEGACY_ERROR_TEMP_1299",
            null,
            "This sink cannot go on from the checkpoint <path>; delete <path> to start anew."),
    LEGACY_1321("_LEGACY_ERROR_TEMP_1321", null, "<viewName> is no valid name for a view."),
    LEGACY_2047("_LEGACY_ERROR_TEMP_2047", null, "The path is not given."),
    LEGACY_2048(
            "_LEGACY_ERROR_TEMP_2048",
            null,
            "A streaming file source needs a schema: give one by schema(), or set spark.sql.streaming.schemaInference to true."),
    LEGACY_2049("_LEGACY_ERROR_TEMP_2049", null, "The format <className> does not support streamed <operator>."),
    LEGACY_2242("_LEGACY_ERROR_TEMP_2242", null, "<source> has a schema of its own and takes no other."),
    LEGACY_3076("_LEGACY_ERROR_TEMP_3076", null, "Event time is defined twice on one branch of the query."),
    LEGACY_3077(
            "_LEGACY_ERROR_TEMP_3077", null, "More than one event-time column reaches an operator that keeps state."),
    LEGACY_3080("_LEGACY_ERROR_TEMP_3080", null, "<message>"),
    LEGACY_3102("_LEGACY_ERROR_TEMP_3102", null, "<msg>"),
    LEGACY_3231("_LEGACY_ERROR_TEMP_3231", null, "A window cannot be measured in months or years: <interval>."),
    LEGACY_3242("_LEGACY_ERROR_TEMP_3242", null, "A sequence of dates goes by days at least, not by <step>."),
    LEGACY_3243("_LEGACY_ERROR_TEMP_3243", null, "A sequence from <start> to <stop> cannot go by <step>."),
    LEGACY_3262("_LEGACY_ERROR_TEMP_3262", null, "A trigger cannot be measured in months or years: <interval>.");

    private final String conditionName;
    private final String sqlState;
    private final String template;

    ErrorCondition(String conditionName, String sqlState, String template) {
        this.conditionName = conditionName;
        this.sqlState = sqlState;
        this.template = template;
    }

    @Override
    public String conditionName() {
        return conditionName;
    }

    @Override
    public String sqlState() {
        return sqlState;
    }

    @Override
    public String template() {
        return template;
    }
}
