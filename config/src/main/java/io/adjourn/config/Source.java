package io.adjourn.config;

import io.adjourn.vendors.CompletionRules;
import io.adjourn.vendors.Vendor;
import io.adjourn.vendors.verify.Secrets;
import io.adjourn.vendors.verify.Verifier;
import org.jspecify.annotations.Nullable;

/**
 * One configured endpoint: a tenant's account at a vendor.
 *
 * @param name {@code [a-z0-9-]{1,63}}, the path segment after {@code /webhooks/}
 * @param vendor whose deliveries it takes
 * @param verification how they are verified
 * @param verifier the guard that does it; refuses everything where the file was read without secrets
 * @param rules when its meetings close
 * @param rateLimit how many verified deliveries it takes, null for any number
 * @param onKafkaUnavailable what becomes of its deliveries then
 * @param secrets what the verifier knows, for those who play the vendor; none where the file was read without
 * @param api how its vendor's read API is asked; null where it is not, or the file was read without
 */
public record Source(
        String name,
        Vendor vendor,
        Verification verification,
        Verifier verifier,
        CompletionRules rules,
        @Nullable RateLimit rateLimit,
        OnKafkaUnavailable onKafkaUnavailable,
        Secrets secrets,
        @Nullable ApiAccess api) {

    /** One whose vendor is not asked. */
    public Source(
            String name,
            Vendor vendor,
            Verification verification,
            Verifier verifier,
            CompletionRules rules,
            @Nullable RateLimit rateLimit,
            OnKafkaUnavailable onKafkaUnavailable,
            Secrets secrets) {
        this(name, vendor, verification, verifier, rules, rateLimit, onKafkaUnavailable, secrets, null);
    }

    /** How a source's deliveries are verified. */
    public enum Verification {
        /** By the vendor's own schemes: the default. */
        SIGNATURE,
        /** By an unguessable token in the path, for vendors that do not sign. */
        TOKEN,
        /** Not at all: an explicit choice, loud at each start. */
        NONE
    }

    /** What becomes of a source's deliveries while Kafka does not take them. */
    public enum OnKafkaUnavailable {
        /** They are kept on the gateway's disk and answered 202: the default. */
        SPOOL,
        /** They are answered 503: for senders that come again by themselves, and data that must not be on that disk. */
        REJECT
    }
}
