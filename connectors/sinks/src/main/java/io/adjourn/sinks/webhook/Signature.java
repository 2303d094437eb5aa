package io.adjourn.sinks.webhook;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.common.config.ConfigException;

/**
 * Signs by the Standard Webhooks scheme, version 1: HMAC-SHA256 over id, time and body, with each secret, so that receivers may have
 * the old or the new one while secrets are rotated.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">the scheme</a>
 */
final class Signature {
    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;

    private final List<SecretKeySpec> keys;

    private Signature(List<SecretKeySpec> keys) {
        this.keys = keys;
    }

    /**
     * By these secrets.
     *
     * @param name of the setting that has them, for the message if one is none; it does not say what they are
     */
    static Signature by(String name, List<String> secrets) {
        if (secrets.isEmpty()) {
            throw new ConfigException(
                    name + " is empty: give at least one secret, such as openssl rand -base64 32 makes");
        }
        return new Signature(
                secrets.stream().map(secret -> key(name, secret.strip())).toList());
    }

    private static SecretKeySpec key(String name, String secret) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret);
        } catch (IllegalArgumentException e) {
            // Without the cause: its message quotes the secret.
            throw new ConfigException(name + " has a secret that is no base64");
        }
        if (key.length < SHORTEST || key.length > LONGEST) {
            throw new ConfigException(name + " has a secret of " + key.length + " bytes: the scheme wants " + SHORTEST
                    + " to " + LONGEST);
        }
        return new SecretKeySpec(key, ALGORITHM);
    }

    /** The value of the header {@code webhook-signature}. */
    String of(String id, Instant time, byte[] body) {
        byte[] head = (id + "." + time.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8);
        return keys.stream().map(key -> "v1," + mac(key, head, body)).collect(Collectors.joining(" "));
    }

    private static String mac(SecretKeySpec key, byte[] head, byte[] body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(head);
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
