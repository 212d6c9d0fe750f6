/**
 * SQL: text to unresolved plans and expressions, by hand-written recursive descent.
 *
 * <p>{@link io.millrace.sql.SqlParser} is the entry. Behind it, one class for each concern works on a shared
 * {@code TokenStream}: names, literals, intervals, operators ({@code ExpressionParser}), what they connect
 * ({@code PrimaryParser}), functions, windows, grouping, relations, queries, settings and statements. Types are read by
 * {@link io.millrace.types.DdlParser}. The grammar is written down in {@code docs/grammar.md}; a test keeps it true.
 *
 * <p>Nearly no keyword is reserved, so the lexer does not know any: whether a word is a keyword or a name, the place
 * where it stands decides.
 *
 * <h2>Names of operators and special forms</h2>
 *
 * Functions keep their name as written. Everything else becomes a call by one of these names, in lower case, which
 * analysis relies on:
 *
 * <table>
 *   <caption>Canonical names</caption>
 *   <tr><th>SQL</th><th>call</th></tr>
 *   <tr><td>{@code + - * / % || & | ^ ~ << >> >>>}</td><td>the sign itself</td></tr>
 *   <tr><td>{@code a DIV b}</td><td>{@code div}</td></tr>
 *   <tr><td>{@code -a}, {@code +a}</td><td>{@code negative}, {@code positive}; a minus before a number is part of the
 *       literal</td></tr>
 *   <tr><td>{@code = ==}</td><td>{@code =}</td></tr>
 *   <tr><td>{@code != <>}</td><td>{@code !=}</td></tr>
 *   <tr><td>{@code <=> < <= > >=}, also {@code !>} and {@code !<}</td><td>{@code <=> < <= > >=}</td></tr>
 *   <tr><td>{@code AND OR NOT !}</td><td>{@code and or not}</td></tr>
 *   <tr><td>{@code IS NULL}, {@code IS NOT NULL}</td><td>{@code isnull}, {@code isnotnull}</td></tr>
 *   <tr><td>{@code IS TRUE}, {@code IS FALSE}</td><td>{@code <=>} with a BOOLEAN literal; negated inside
 *       {@code not}</td></tr>
 *   <tr><td>{@code IS UNKNOWN}</td><td>{@code isunknown}: {@code isnull} of a BOOLEAN; negated
 *       {@code isnotunknown}</td></tr>
 *   <tr><td>{@code IS NOT DISTINCT FROM}</td><td>{@code <=>}; without NOT, inside {@code not}</td></tr>
 *   <tr><td>{@code v BETWEEN a AND b}</td><td>{@code between(v, a, b)}; the value is evaluated once</td></tr>
 *   <tr><td>{@code v IN (a, b)}</td><td>{@code in(v, a, b)}; with a query an {@code InSubquery}</td></tr>
 *   <tr><td>{@code LIKE}, {@code ILIKE}</td><td>{@code like(v, pattern[, escape])}, {@code ilike(…)}</td></tr>
 *   <tr><td>{@code RLIKE}, {@code REGEXP}</td><td>{@code rlike(v, pattern)}</td></tr>
 *   <tr><td>{@code [NOT] LIKE|ILIKE ALL (…)}</td><td>{@code likeall}, {@code notlikeall}, {@code ilikeall},
 *       {@code notilikeall}: all patterns match, or none does</td></tr>
 *   <tr><td>{@code [NOT] LIKE|ILIKE ANY|SOME (…)}</td><td>{@code likeany}, {@code notlikeany}, {@code ilikeany},
 *       {@code notilikeany}: some pattern matches, or some does not</td></tr>
 *   <tr><td>any other {@code NOT} before a predicate</td><td>{@code not} around it</td></tr>
 *   <tr><td>{@code CASE}</td><td>{@code when(condition, value, …[, otherwise])}; the simple form compares by
 *       {@code =}</td></tr>
 *   <tr><td>{@code DATE '…'} and other typed strings</td><td>{@code typed_literal(type, text)}, two strings: the type is
 *       DATE, TIME, TIMESTAMP, TIMESTAMP_NTZ or TIMESTAMP_LTZ, in upper case; {@code X'…'} is a BINARY literal at
 *       once</td></tr>
 *   <tr><td>{@code (a, b)}, {@code STRUCT(a, b AS c)}</td><td>{@code struct}, whose arguments may be aliases</td></tr>
 *   <tr><td>{@code a COLLATE c}</td><td>{@code collate(a, 'c')}</td></tr>
 *   <tr><td>{@code EXTRACT(f FROM s)}</td><td>{@code extract('f', s)}</td></tr>
 *   <tr><td>{@code TRIM([BOTH|LEADING|TRAILING] [c] FROM s)}</td><td>{@code trim}, {@code ltrim}, {@code rtrim} of
 *       {@code ([c,] s)}</td></tr>
 *   <tr><td>{@code SUBSTRING(s FROM p FOR n)}, {@code POSITION(a IN b)}, {@code OVERLAY(s PLACING r FROM p FOR n)}</td>
 *       <td>the function as written, the arguments in this order</td></tr>
 *   <tr><td>{@code TIMESTAMPADD(unit, n, t)}, {@code DATEDIFF(unit, a, b)} …</td><td>the function as written; the unit
 *       is a string. With two arguments there is no unit</td></tr>
 *   <tr><td>{@code CURRENT_DATE}, {@code CURRENT_TIME}, {@code CURRENT_TIMESTAMP}, {@code CURRENT_USER},
 *       {@code SESSION_USER}</td><td>a call without arguments. USER stays a column, which analysis
 *       takes for the function if no column has that name</td></tr>
 * </table>
 *
 * <h2>Plans worth knowing</h2>
 *
 * <ul>
 *   <li>A table function is a {@code LateralView} over {@code OneRow}, except {@code range} of integer literals.
 *   <li>PIVOT in SQL names no {@code groupings}: it groups by all columns that it does not use. Several
 *       pivot columns, and their values, are {@code struct} calls.
 *   <li>A sub-query without a name gets {@code __auto_generated_subquery_name}, which hides the qualifiers inside.
 *   <li>WINDOW clauses are gone: each use of a name has become its definition. An unknown name stays.
 *   <li>HAVING without GROUP BY makes the select list one group.
 * </ul>
 */
package io.millrace.sql;
