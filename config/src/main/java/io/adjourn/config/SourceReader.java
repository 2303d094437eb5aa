package io.adjourn.config;

import io.adjourn.config.Source.OnKafkaUnavailable;
import io.adjourn.config.Source.Verification;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.vendors.CompletionRules;
import io.adjourn.vendors.ReadApi;
import io.adjourn.vendors.Vendor;
import io.adjourn.vendors.Vendors;
import io.adjourn.vendors.verify.NoVerification;
import io.adjourn.vendors.verify.PathToken;
import io.adjourn.vendors.verify.Scheme;
import io.adjourn.vendors.verify.Secrets;
import io.adjourn.vendors.verify.Verifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads one source.
 *
 * @param vendors whose names it may give
 * @param secrets where its secrets come from; null for those who do not verify
 * @param apiKeys where its API keys come from; null for those who do not ask vendors
 */
record SourceReader(
        Vendors vendors,
        @Nullable SecretsReader secrets,
        @Nullable SecretsReader apiKeys) {
    private static final String VENDOR = "vendor";
    private static final String VERIFICATION = "verification";
    private static final String SCHEMES = "schemes";
    private static final String EXPECTS = "expects";
    private static final String SETTLE = "settle";
    private static final String SILENCE = "silence";
    private static final String SCHEDULED_SILENCE = "scheduled-silence";
    private static final String ON_KAFKA_UNAVAILABLE = "on-kafka-unavailable";
    /** Its name in 0.1.0, which is still read, with its value refuse: a file serves both while an update rolls. */
    private static final String ON_KAFKA_UNAVAILABLE_BEFORE = "when-kafka-is-away";

    private static final String RATE_LIMIT = "rate-limit";
    private static final String API_BASE_URL = "api-base-url";

    private static final List<String> KNOWN = List.of(
            VENDOR,
            SecretsReader.SECRETS,
            SecretsReader.SECRET_FILES,
            VERIFICATION,
            SCHEMES,
            EXPECTS,
            SETTLE,
            SILENCE,
            SCHEDULED_SILENCE,
            RATE_LIMIT,
            ON_KAFKA_UNAVAILABLE,
            SecretsReader.API_KEYS,
            SecretsReader.API_KEY_FILES,
            API_BASE_URL);

    private static final int MAX_NAME_LENGTH = 63;
    private static final String NAME_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789-";
    /** Beyond it, a slip of the pen. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(366);

    Source source(String name, Setting setting) throws InvalidSourcesException {
        if (!isName(name)) {
            throw setting.wrong(
                    "is not a valid source name: use 1 to " + MAX_NAME_LENGTH + " characters of a-z, 0-9 and -");
        }
        Map<String, Setting> fields = setting.fields();
        checkKeys(fields);
        Vendor vendor = vendor(setting, fields.get(VENDOR));
        Verification verification = choice(Verification.SIGNATURE, fields.get(VERIFICATION));
        checkUse(verification, fields);
        List<Scheme> schemes = schemes(vendor, fields.get(SCHEMES));
        Secrets held = held(verification, setting, fields, schemes);
        return new Source(
                name,
                vendor,
                verification,
                verifier(verification, schemes, held),
                rules(vendor.completionRules(), fields),
                rateLimit(fields.get(RATE_LIMIT)),
                onKafkaUnavailable(fields),
                held,
                api(vendor, fields));
    }

    /** Not even looked at by those who do not ask: what is wrong with it must not stop them. */
    private @Nullable ApiAccess api(Vendor vendor, Map<String, Setting> fields) throws InvalidSourcesException {
        if (apiKeys == null) {
            return null;
        }
        Setting baseUrl = fields.get(API_BASE_URL);
        Setting given = Stream.of(SecretsReader.API_KEYS, SecretsReader.API_KEY_FILES)
                .map(fields::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (given == null) {
            if (baseUrl != null) {
                throw baseUrl.wrong("has no effect without an API key: add " + SecretsReader.API_KEYS
                        + ": [\"${NAME}\"] or remove it");
            }
            return null;
        }
        ReadApi api = vendor.readApi()
                .orElseThrow(() -> given.wrong(vendor.id() + " has no API that could be asked: remove it"));
        return new ApiAccess(
                apiKeys.apiKeys(given, fields), baseUrl == null ? withoutSlash(api.baseUrl()) : url(baseUrl));
    }

    private static URI url(Setting setting) throws InvalidSourcesException {
        try {
            var url = new URI(setting.text());
            boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (!isHttp
                    || url.getHost() == null
                    || url.getRawUserInfo() != null
                    || url.getRawQuery() != null
                    || url.getRawFragment() != null) {
                throw setting.wrong("must be a base URL with scheme and host, without user, query and fragment, such as"
                        + " https://bots.example.com");
            }
            return withoutSlash(url);
        } catch (URISyntaxException e) {
            // Never with its text: somebody may have put a key into it.
            throw setting.wrong("is not a URL: use such as https://bots.example.com");
        }
    }

    private static URI withoutSlash(URI url) {
        String text = url.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : url;
    }

    private static void checkKeys(Map<String, Setting> fields) throws InvalidSourcesException {
        for (var field : fields.entrySet()) {
            if (!field.getKey().equals(ON_KAFKA_UNAVAILABLE_BEFORE) && !KNOWN.contains(field.getKey())) {
                throw field.getValue().unknown(field.getKey(), KNOWN);
            }
        }
    }

    private static OnKafkaUnavailable onKafkaUnavailable(Map<String, Setting> fields) throws InvalidSourcesException {
        Setting before = fields.get(ON_KAFKA_UNAVAILABLE_BEFORE);
        if (before == null) {
            return choice(OnKafkaUnavailable.SPOOL, fields.get(ON_KAFKA_UNAVAILABLE));
        }
        if (fields.containsKey(ON_KAFKA_UNAVAILABLE)) {
            throw before.wrong("is the former name of " + ON_KAFKA_UNAVAILABLE + ", which is set, too: remove it");
        }
        return switch (before.text()) {
            case "spool" -> OnKafkaUnavailable.SPOOL;
            case "refuse" -> OnKafkaUnavailable.REJECT;
            default -> throw before.wrong("was renamed: use " + ON_KAFKA_UNAVAILABLE + " with spool or reject");
        };
    }

    private Vendor vendor(Setting source, @Nullable Setting setting) throws InvalidSourcesException {
        List<String> known = vendors.all().stream().map(Vendor::id).toList();
        if (setting == null) {
            throw source.wrong("has no vendor: add vendor: with one of " + String.join(", ", known));
        }
        String id = setting.text();
        return vendors.byId(id).orElseThrow(() -> setting.unknown(id, known));
    }

    /** The constant whose name is given in lower case. */
    private static <E extends Enum<E>> E choice(E byDefault, @Nullable Setting setting) throws InvalidSourcesException {
        if (setting == null) {
            return byDefault;
        }
        String word = setting.text();
        E[] choices = byDefault.getDeclaringClass().getEnumConstants();
        for (E choice : choices) {
            if (word(choice).equals(word)) {
                return choice;
            }
        }
        throw setting.unknown(
                word, Arrays.stream(choices).map(SourceReader::word).toList());
    }

    /** Nothing may stand in the file that has no effect: who wrote it believes in it. */
    private static void checkUse(Verification verification, Map<String, Setting> fields)
            throws InvalidSourcesException {
        Set<String> idle = switch (verification) {
            case SIGNATURE -> Set.of();
            case TOKEN -> Set.of(SCHEMES);
            case NONE -> Set.of(SCHEMES, SecretsReader.SECRETS, SecretsReader.SECRET_FILES);
        };
        for (var field : fields.entrySet()) {
            if (idle.contains(field.getKey())) {
                throw field.getValue()
                        .wrong("has no effect with " + VERIFICATION + ": " + word(verification)
                                + ": remove one of the two");
            }
        }
    }

    private static List<Scheme> schemes(Vendor vendor, @Nullable Setting setting) throws InvalidSourcesException {
        if (setting == null) {
            return vendor.schemes();
        }
        List<String> known = vendor.schemes().stream().map(Scheme::name).toList();
        var wanted = new ArrayList<String>();
        for (Setting item : setting.items()) {
            String name = item.text();
            if (!known.contains(name)) {
                throw item.unknown(name, known);
            }
            wanted.add(name);
        }
        if (wanted.isEmpty()) {
            throw setting.wrong("is empty, so no delivery could be accepted: list some of " + String.join(", ", known)
                    + ", or remove the key to accept all");
        }
        return vendor.schemes().stream()
                .filter(scheme -> wanted.contains(scheme.name()))
                .toList();
    }

    private Secrets held(Verification verification, Setting source, Map<String, Setting> fields, List<Scheme> schemes)
            throws InvalidSourcesException {
        if (secrets == null) {
            return Secrets.NONE;
        }
        return switch (verification) {
            case SIGNATURE -> secrets.secrets(source, fields, schemes);
            case TOKEN -> secrets.tokens(source, fields);
            case NONE -> Secrets.NONE;
        };
    }

    private Verifier verifier(Verification verification, List<Scheme> schemes, Secrets held) {
        if (secrets == null) {
            return Verifier.CLOSED;
        }
        return switch (verification) {
            case SIGNATURE -> new Verifier(schemes, held);
            case TOKEN -> new Verifier(List.of(new PathToken()), held);
            case NONE -> new Verifier(List.of(new NoVerification()), held);
        };
    }

    private static CompletionRules rules(CompletionRules defaults, Map<String, Setting> fields)
            throws InvalidSourcesException {
        Setting expects = fields.get(EXPECTS);
        return new CompletionRules(
                expects == null ? defaults.expects() : artifacts(expects),
                duration(fields.get(SETTLE), defaults.settle()),
                defaults.provisionalSettle(),
                defaults.doneGrace(),
                duration(fields.get(SILENCE), defaults.silence()),
                duration(fields.get(SCHEDULED_SILENCE), defaults.scheduledSilence()));
    }

    private static Set<ArtifactKind> artifacts(Setting setting) throws InvalidSourcesException {
        Set<ArtifactKind> known = EnumSet.complementOf(EnumSet.of(ArtifactKind.UNKNOWN));
        Set<ArtifactKind> artifacts = EnumSet.noneOf(ArtifactKind.class);
        for (Setting item : setting.items()) {
            String name = item.text();
            artifacts.add(known.stream()
                    .filter(kind -> kind.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> item.unknown(
                            name, known.stream().map(ArtifactKind::name).toList())));
        }
        return artifacts;
    }

    private static Duration duration(@Nullable Setting setting, Duration byDefault) throws InvalidSourcesException {
        if (setting == null) {
            return byDefault;
        }
        try {
            Duration duration = Duration.parse(setting.text());
            if (!duration.isPositive() || duration.compareTo(LONGEST_WAIT) > 0) {
                throw setting.wrong("must be longer than PT0S and at most P" + LONGEST_WAIT.toDays() + "D");
            }
            return duration;
        } catch (DateTimeParseException e) {
            throw setting.wrong(setting.text() + " is not a duration: use ISO 8601, such as PT90S, PT2H or P14D");
        }
    }

    private static @Nullable RateLimit rateLimit(@Nullable Setting setting) throws InvalidSourcesException {
        if (setting == null) {
            return null;
        }
        String text = setting.text();
        return RateLimit.parse(text)
                .orElseThrow(() -> setting.wrong(text + " is not a rate: use deliveries per second or per minute, such"
                        + " as 100/s or 6000/min"));
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_NAME_LENGTH
                && name.chars().allMatch(c -> NAME_CHARACTERS.indexOf(c) >= 0);
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }
}
