/** What a sink implements: writers for tasks, and a commit that is idempotent by batch number or transactional. */
package io.millrace.spi.sink;
