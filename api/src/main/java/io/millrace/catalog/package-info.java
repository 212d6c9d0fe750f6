/** What a session knows by name. */
package io.millrace.catalog;
