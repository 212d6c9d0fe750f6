/** The demo gives what it should, computed from its input without Millrace. */
package io.millrace.tests.demo;
