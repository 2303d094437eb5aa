/**
 * The gateway: takes webhooks in.
 *
 * <p>The way of a delivery: {@link io.adjourn.gateway.http.WebhookController} → {@link io.adjourn.gateway.intake.Intake} →
 * {@link io.adjourn.gateway.publish.KafkaPublisher}.
 */
@NullMarked
package io.adjourn.gateway;

import org.jspecify.annotations.NullMarked;
