/** The program's own code inside plans: functions of values and functions of rows, as expressions and operators call them. */
package io.millrace.engine.user;
