/** {@code millrace demo}: clicks that never end, a job that counts them, and all that both need. */
package io.millrace.cli.demo;
