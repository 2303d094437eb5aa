/** What Apache Iceberg's sink needs between Adjourn's records and a lake's columns: one transformation of Kafka Connect. */
@NullMarked
package io.adjourn.sinks.iceberg;

import org.jspecify.annotations.NullMarked;
