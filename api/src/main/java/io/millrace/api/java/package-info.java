/** The interfaces of user-defined functions, by number of arguments. */
package io.millrace.api.java;
