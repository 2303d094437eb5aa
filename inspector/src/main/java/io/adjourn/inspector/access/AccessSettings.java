package io.adjourn.inspector.access;

import io.adjourn.config.BadConfigurationException;
import io.micronaut.context.annotation.ConfigurationProperties;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may see what, {@code inspector.access.*}.
 *
 * @param mode how a request says who sends it: {@code oidc}, {@code proxy}, {@code tokens}, or {@code none}, with which whoever
 *     reaches the port is a viewer and nobody may unmask. There is no default: without it, the inspector does not start
 * @param tokens for {@code tokens}
 * @param proxy for {@code proxy}
 * @param oidc for {@code oidc}
 */
@ConfigurationProperties("inspector.access")
public record AccessSettings(@Nullable AccessMode mode, Tokens tokens, Proxy proxy, Oidc oidc) {

    public AccessSettings {
        if (mode == null) {
            throw new BadConfigurationException(
                    "inspector.access.mode is not set, and who may see meetings is not for us"
                            + " to guess: set INSPECTOR_ACCESS_MODE to oidc, proxy or tokens, or to none where whoever"
                            + " reaches the port may see everything but what is masked");
        }
        switch (mode) {
            case TOKENS ->
                need(
                        "inspector.access.tokens.file",
                        tokens.file(),
                        "the file with a line TOKEN NAME ROLE for each token");
            case PROXY ->
                need(
                        "inspector.access.proxy.secret-file",
                        proxy.secretFile(),
                        "the file with the secret that the proxy"
                                + " sends in its header, so that nobody else can say who they are");
            case OIDC -> {
                need("inspector.access.oidc.issuer", oidc.issuer(), "your identity provider, as its tokens name it");
                need("inspector.access.oidc.client-id", oidc.clientId(), "the id under which it knows the inspector");
                need(
                        "inspector.access.oidc.public-url",
                        oidc.publicUrl(),
                        "where browsers reach the inspector, such as https://inspector.example.com");
            }
            case NONE -> {}
        }
    }

    private static void need(String key, @Nullable Object value, String what) {
        if (value == null) {
            throw new BadConfigurationException(key + " is not set: set it to " + what);
        }
    }

    /**
     * Tokens in a file. Scripts send one as {@code Authorization: Bearer}; browsers ask for it, as the
     * password of any user.
     *
     * @param file a line for each token: the token of at least 20 characters, a name, and {@code viewer} or {@code privileged}, with
     *     blanks between them. Read again when it changes
     */
    @ConfigurationProperties("tokens")
    public record Tokens(@Nullable Path file) {}

    /**
     * A proxy in front.
     *
     * @param userHeader the header in which it says who
     * @param groupsHeader the header in which it says which groups that person is in, with commas between them
     * @param secretHeader the header in which it proves that it is the proxy
     * @param secretFile the file with that proof
     * @param privilegedGroups members of these may unmask, with commas between them; nobody may where it is not set
     */
    @ConfigurationProperties("proxy")
    public record Proxy(
            String userHeader,
            String groupsHeader,
            String secretHeader,
            @Nullable Path secretFile,
            @Nullable String privilegedGroups) {
        List<String> privileged() {
            return list(privilegedGroups);
        }
    }

    /**
     * OpenID Connect. People log in at your identity provider, by the authorization code flow with PKCE; scripts send its tokens as
     * {@code Authorization: Bearer}.
     *
     * @param issuer your identity provider's URL, below which it serves {@code /.well-known/openid-configuration}
     * @param clientId the id under which it knows the inspector: what its tokens are for
     * @param clientSecretFile the file with the client's secret; not set for a public client
     * @param publicUrl where browsers reach the inspector; the provider must allow {@code /login/callback} below it
     * @param scopes what is asked for
     * @param nameClaim the claim with a person's name
     * @param groupsClaim the claim with a person's groups
     * @param viewerGroups members of these may see meetings; everybody who can log in may where it is not set
     * @param privilegedGroups members of these may unmask; nobody may where it is not set
     * @param sessionFile the file with a secret of at least 32 characters that sessions are signed with, where there are several
     *     inspectors, or sessions are to outlive a restart; else each process makes its own
     * @param sessionLength how long somebody stays logged in
     */
    @ConfigurationProperties("oidc")
    public record Oidc(
            @Nullable URI issuer,
            @Nullable String clientId,
            @Nullable Path clientSecretFile,
            @Nullable URI publicUrl,
            String scopes,
            String nameClaim,
            String groupsClaim,
            @Nullable String viewerGroups,
            @Nullable String privilegedGroups,
            @Nullable Path sessionFile,
            Duration sessionLength) {
        List<String> viewers() {
            return list(viewerGroups);
        }

        List<String> privileged() {
            return list(privilegedGroups);
        }
    }

    private static List<String> list(@Nullable String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .filter(one -> !one.isEmpty())
                        .toList();
    }
}
