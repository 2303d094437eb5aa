package io.adjourn.inspector.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens that prove that a form comes from one of our pages, made for the one who looks at it, and not from another site that makes
 * their browser send it. Good for 12 hours at least, and until the process ends: its key is its own.
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
    Csrf() {
        this(Clock.systemUTC());
    }

    Csrf(Clock clock) {
        this.clock = clock;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        key = new SecretKeySpec(random, ALGORITHM);
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
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] digest = mac.doFinal((slot + "\n" + viewer.who()).getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }

    private static boolean equal(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }
}
