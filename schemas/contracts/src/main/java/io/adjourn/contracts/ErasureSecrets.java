package io.adjourn.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets of an installation by which streams knows its operator's erasures. The first one signs; all of them are accepted, so
 * that one can take the place of another.
 *
 * @param values without any, no erasure is accepted
 */
public record ErasureSecrets(List<String> values) {
    public static final ErasureSecrets NONE = new ErasureSecrets(List.of());

    private static final int SHORTEST = 24;
    private static final String ALGORITHM = "HmacSHA256";

    /**
     * Checks them.
     *
     * @throws IllegalArgumentException if one is too short to be a secret; the message is one line for people
     */
    public ErasureSecrets {
        values = values.stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
        if (values.stream().anyMatch(value -> value.length() < SHORTEST)) {
            throw new IllegalArgumentException("a secret of erasures is too short: use at least " + SHORTEST
                    + " random characters, such as `openssl rand -hex 24` prints");
        }
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** The text's signature, HMAC with SHA-256, in hex. */
    String sign(String text) {
        return HexFormat.of().formatHex(mac(values.getFirst(), text));
    }

    /** Whether one of them signed the text; takes as long whatever the answer. */
    boolean signed(String text, String signature) {
        byte[] given = signature.getBytes(UTF_8);
        boolean signed = false;
        for (String secret : values) {
            byte[] expected = HexFormat.of().formatHex(mac(secret, text)).getBytes(UTF_8);
            signed |= MessageDigest.isEqual(expected, given);
        }
        return signed;
    }

    private static byte[] mac(String secret, String text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** Without them. */
    @Override
    public String toString() {
        return values.size() + " secrets";
    }
}
