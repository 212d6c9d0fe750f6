/** Operators that call the program's own functions of rows. */
package io.millrace.engine.operator.user;
