package io.adjourn.inspector.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.adjourn.inspector.Sha256;
import io.adjourn.inspector.access.OidcProvider.LoginFailedException;
import io.adjourn.inspector.access.OidcSessions.Login;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends people to their identity provider, and takes them back. */
@Controller
@Hidden
@Requires(property = "inspector.access.mode", pattern = "(?i)oidc")
@ExecuteOn(TaskExecutors.BLOCKING)
final class LoginController {
    private static final Logger LOG = LoggerFactory.getLogger(LoginController.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 32;

    private final OidcAccess access;
    private final Denials denials;

    LoginController(Access access, Denials denials) {
        this.access = (OidcAccess) access;
        this.denials = denials;
    }

    @Get("/login")
    HttpResponse<?> login(HttpRequest<?> request, @Nullable @QueryValue String to) {
        var login = new Login(secret(), secret(), secret(), local(to));
        try {
            URI at = access.provider().loginAt(login.state(), login.nonce(), challenge(login.verifier()));
            return HttpResponse.redirect(at).cookie(access.sessions().began(login));
        } catch (LoginFailedException e) {
            return failed(request, e.getMessage());
        }
    }

    @Get("/login/callback")
    HttpResponse<?> back(
            HttpRequest<?> request, @Nullable @QueryValue String code, @Nullable @QueryValue String state) {
        Optional<Login> login = access.sessions().begun(request);
        if (login.isEmpty()
                || code == null
                || state == null
                || !MessageDigest.isEqual(
                        state.getBytes(US_ASCII), login.get().state().getBytes(US_ASCII))) {
            return failed(request, "this login was not begun here, or took too long: begin again");
        }
        try {
            Viewer viewer = access.provider()
                    .loggedIn(code, login.get().verifier(), login.get().nonce());
            LOG.info("Logged in: who={} role={}", viewer.who().replaceAll("\\p{Cntrl}", "?"), viewer.role());
            return HttpResponse.redirect(URI.create(login.get().to()))
                    .cookie(access.sessions().loggedIn(viewer))
                    .cookie(access.sessions().noLogin());
        } catch (LoginFailedException e) {
            return failed(request, e.getMessage());
        }
    }

    @Post(value = "/logout", consumes = MediaType.ALL)
    HttpResponse<?> logout() {
        return HttpResponse.redirect(URI.create("/")).cookie(access.sessions().loggedOut());
    }

    private HttpResponse<?> failed(HttpRequest<?> request, @Nullable String why) {
        LOG.warn("Login failed: why={}", why);
        return denials.explained(
                request, HttpResponse.unauthorized(), "You are not logged in: " + why + ". Try again at /login.");
    }

    /** Never another site's. */
    private static String local(@Nullable String to) {
        return to != null && to.matches("/[^/\\\\\\p{Cntrl}][^\\\\\\p{Cntrl}]*") ? to : "/";
    }

    private static String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String challenge(String verifier) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(verifier.getBytes(US_ASCII)));
    }
}
