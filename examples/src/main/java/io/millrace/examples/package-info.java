/** Programs to copy from: each is one file, uses the public API only, and says how to run it. */
package io.millrace.examples;
