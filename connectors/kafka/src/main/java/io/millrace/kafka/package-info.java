/** Apache Kafka as a source and a sink. */
package io.millrace.kafka;
