/** The source {@code socket}, with a server in the same process. */
package io.millrace.tests.socket;
