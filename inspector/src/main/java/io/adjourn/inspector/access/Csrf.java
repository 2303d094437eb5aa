package io.adjourn.inspector.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens that prove that a form comes from one of our pages, made for the one who looks at it, and not from another site that makes
 * their browser send it. Good for 12 hours at least, with every inspector that has the same {@link Access#secret}.
 */
@Singleton
public final class Csrf {
    /** The form's field. */
    public static final String FIELD = "csrf";

    private static final Duration SLOT = Duration.ofHours(12);
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;
    private final Clock clock;

    @Inject
    Csrf(Access access) {
        this(access.secret(), Clock.systemUTC());
    }

    Csrf(byte[] secret, Clock clock) {
        this.clock = clock;
        // Another key than sessions are signed with: what one proves, the other must not.
        key = new SecretKeySpec(mac(new SecretKeySpec(secret, ALGORITHM), "forms"), ALGORITHM);
    }

    /** For the form on a page that this viewer gets. */
    public String token(Viewer viewer) {
        return token(viewer, slot());
    }

    /** Whether it was made for this viewer, lately. */
    public boolean isOf(String token, Viewer viewer) {
        long slot = slot();
        return equal(token, token(viewer, slot)) || equal(token, token(viewer, slot - 1));
    }

    private long slot() {
        return clock.millis() / SLOT.toMillis();
    }

    private String token(Viewer viewer, long slot) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac(key, slot + "\n" + viewer.who()));
    }

    private static byte[] mac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }

    private static boolean equal(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }
}
