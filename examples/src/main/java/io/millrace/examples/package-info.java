/** Programs to copy from; each runs by itself. */
package io.millrace.examples;
