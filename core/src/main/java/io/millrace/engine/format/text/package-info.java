/** Text files: one row per line, or per file. */
package io.millrace.engine.format.text;
