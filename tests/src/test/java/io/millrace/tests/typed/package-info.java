/** The program's own functions inside plans: user-defined functions and typed operations. */
package io.millrace.tests.typed;
