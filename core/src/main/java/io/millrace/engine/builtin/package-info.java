/** The built-in functions, one family to a file. */
package io.millrace.engine.builtin;
