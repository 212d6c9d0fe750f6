/** Windows and user-defined functions, as parts of expressions. */
package io.millrace.expressions;
