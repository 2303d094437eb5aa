/**
 * A real broker, a real registry, gateway and streams as processes: one stack for demo, audit, integration tests and bench.
 *
 * <p>{@link io.adjourn.localstack.LocalStack} is Kafka and registry with our topics and schemas;
 * {@link io.adjourn.localstack.LocalAdjourn} all of Adjourn.
 */
@NullMarked
package io.adjourn.localstack;

import org.jspecify.annotations.NullMarked;
