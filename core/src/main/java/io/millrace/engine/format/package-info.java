/** What the formats of files share: blocks of lines, parse modes, dates and times in text, compression. */
package io.millrace.engine.format;
