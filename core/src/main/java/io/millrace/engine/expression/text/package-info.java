/** Reading and writing values as UTF-8 text, byte by byte and without Strings. Knows nothing of expressions. */
package io.millrace.engine.expression.text;
