/** What the Debezium JDBC sink needs between Adjourn's records and PostgreSQL's columns: one transformation of Kafka Connect. */
@NullMarked
package io.adjourn.sinks.postgres;

import org.jspecify.annotations.NullMarked;
