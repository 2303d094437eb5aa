package io.adjourn.commands;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.adjourn.commands.VerificationAttempt.Answer;
import io.adjourn.config.Source;
import io.adjourn.config.Source.Verification;
import io.adjourn.config.Sources;
import io.adjourn.simulator.JavaScriptJson;
import io.adjourn.simulator.PythonJson;
import io.adjourn.vendors.Body;
import io.adjourn.vendors.Json;
import io.adjourn.vendors.VendorTime;
import io.adjourn.vendors.verify.Judgement;
import io.adjourn.vendors.verify.Scheme;
import io.adjourn.vendors.verify.Verdict;
import io.adjourn.vendors.verify.Verdict.Accepted;
import io.adjourn.vendors.verify.Verdict.Reason;
import io.adjourn.vendors.verify.Verdict.Refused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What may be wrong with a request, found by trying what would make it right. Names headers and sources; never tells a value.
 */
final class Hints {
    private static final JsonMapper MAPPER = new JsonMapper();

    /** Ways in which a body is changed after it was signed, undone. */
    private static final List<Repair> REPAIRS = List.of(
            new Repair(
                    "without the line end at its end, which is not from the vendor: editors add one",
                    ofText(body -> body.replaceFirst("\r?\n\\z", ""))),
            new Repair("with a line end (LF) at its end, which was lost", ofText(body -> body + "\n")),
            new Repair("with a line end (CRLF) at its end, which was lost", ofText(body -> body + "\r\n")),
            new Repair("without the byte order mark at its beginning", ofText(body -> body.replaceFirst("^ï»¿", ""))),
            new Repair("written on one line without spaces: something reformatted it", ofFields(JavaScriptJson::bytes)),
            new Repair("written on one line as Python does: something reformatted it", ofFields(PythonJson::bytes)));

    private final VerificationAttempt hearing;
    private final @Nullable List<String> path;
    private final Sources sources;
    private final List<String> hints = new ArrayList<>();

    /** @param in the body as it came, to the body as it may have been signed */
    private record Repair(String words, Function<byte[], byte[]> in) {

        VerificationAttempt of(VerificationAttempt hearing) {
            return hearing.with(new Body(in.apply(hearing.body().bytes())));
        }
    }

    private Hints(VerificationAttempt hearing, @Nullable List<String> path, Sources sources) {
        this.hearing = hearing;
        this.path = path;
        this.sources = sources;
    }

    /**
     * The hints, the likeliest first.
     *
     * @param path the segments of the path it came by, null where nobody knows
     * @param sources all there are
     */
    static List<String> of(VerificationAttempt hearing, @Nullable List<String> path, Sources sources) {
        return new Hints(hearing, path, sources).all();
    }

    private List<String> all() {
        lookAtAddress();
        if (hearing.answer() != Answer.NOT_VERIFIED) {
            return hints;
        }
        lookForRenamedHeaders();
        hearing.decisive().ifPresent(decisive -> lookAtSecrets(decisive.scheme()));
        VerificationAttempt inTime = lookAtTime();
        lookAtBody(inTime);
        lookAtOtherSources(inTime);
        if (hints.isEmpty() && reasonOf(hearing.verdict()) == Reason.MISMATCH) {
            hints.add("no common mistake found: the vendor has another secret, or the request was changed after it"
                    + " was sent");
        }
        return hints;
    }

    private void lookAtAddress() {
        String name = hearing.source().name();
        boolean byToken = hearing.source().verification() == Verification.TOKEN;
        if (path == null) {
            if (byToken) {
                hints.add("the token is in the path: write POST /webhooks/" + name + "/TOKEN before the headers");
            }
            return;
        }
        String there = path.size() > 1 && path.getFirst().equals("webhooks") ? path.get(1) : "";
        if (path.size() > 3 || sources.find(there).isEmpty()) {
            hints.add("the path is not /webhooks/" + name + (byToken ? "/TOKEN" : ""));
        } else if (!there.equals(name)) {
            hints.add("the path is that of source " + there);
        } else if (byToken && path.size() == 2) {
            hints.add("the path has no token: it would be /webhooks/" + name + "/TOKEN");
        }
    }

    /** By names that are alike, and by trying each value where one header is missing. */
    private void lookForRenamedHeaders() {
        for (Judgement judgement : hearing.judgements()) {
            if (judgement.verdict().isPresent()) {
                continue;
            }
            Scheme scheme = judgement.scheme();
            List<String> missing = scheme.headers().stream()
                    .filter(name -> !hearing.headers().containsKey(name))
                    .sorted()
                    .toList();
            var alike = new HashMap<String, String>();
            for (String name : missing) {
                hearing.headers().keySet().stream()
                        .filter(other -> bare(other).endsWith(bare(name)))
                        .findFirst()
                        .ifPresent(other -> alike.put(name, other));
            }
            if (!missing.isEmpty() && alike.keySet().containsAll(missing)) {
                hints.add(renamed(scheme, alike));
            } else if (missing.size() == 1) {
                hearing.headers().keySet().stream()
                        .map(other -> Map.of(missing.getFirst(), other))
                        .filter(names -> verdictOf(scheme, names) instanceof Accepted)
                        .findFirst()
                        .ifPresent(names -> hints.add(renamed(scheme, names)));
            }
        }
    }

    private String renamed(Scheme scheme, Map<String, String> names) {
        String pairs = String.join(
                ", ",
                names.entrySet().stream()
                        .map(name -> name.getKey() + " seems to have arrived as " + name.getValue())
                        .sorted()
                        .toList());
        String then = switch (verdictOf(scheme, names)) {
            case Accepted _ -> "accepted";
            case Refused refused -> "refused, too: " + refused.reason();
        };
        return "header " + pairs + "; with the right name " + scheme.name() + " would be " + then;
    }

    private Verdict verdictOf(Scheme scheme, Map<String, String> names) {
        var headers = new HashMap<>(hearing.headers());
        names.forEach((name, other) ->
                headers.put(name, Objects.requireNonNull(hearing.headers().get(other))));
        return hearing.with(headers).judgements().stream()
                .filter(judgement -> judgement.scheme().equals(scheme))
                .flatMap(judgement -> judgement.verdict().stream())
                .findFirst()
                .orElse(new Refused(Reason.MISSING, ""));
    }

    private void lookAtSecrets(Scheme scheme) {
        List<String> secrets = hearing.source().secrets().values();
        if (!secrets.isEmpty() && secrets.stream().noneMatch(scheme::canUse)) {
            hints.add("no secret of this source has the format that " + scheme.name()
                    + " requires: copy it completely, as the vendor shows it");
        }
    }

    /** The hearing at a time at which it is not stale; the same where that is not the matter, or no such time is found. */
    private VerificationAttempt lookAtTime() {
        if (reasonOf(hearing.verdict()) != Reason.STALE) {
            return hearing;
        }
        for (var header : hearing.headers().entrySet()) {
            Instant time = VendorTime.of(header.getValue()).instant();
            VerificationAttempt inTime = time == null ? hearing : hearing.at(time);
            Reason reason = reasonOf(inTime.verdict());
            if (reason != Reason.STALE) {
                String then = reason == null ? "accepted: use --at, or check the clocks" : "refused, too: " + reason;
                hints.add("at " + time + ", the time in header " + header.getKey() + ", it would be " + then);
                return inTime;
            }
        }
        return hearing;
    }

    private void lookAtBody(VerificationAttempt inTime) {
        int bytes = inTime.body().bytes().length;
        String length = inTime.headers().get("content-length");
        if (length != null && !length.equals(Integer.toString(bytes))) {
            hints.add("header content-length differs from the body's length of " + bytes
                    + " bytes: the body was changed after it was sent");
        }
        if (reasonOf(inTime.verdict()) == Reason.MISMATCH) {
            REPAIRS.stream()
                    .filter(repair -> repair.of(inTime).verdict() instanceof Accepted)
                    .findFirst()
                    .ifPresent(repair -> hints.add("the body would be accepted " + repair.words));
        }
    }

    private void lookAtOtherSources(VerificationAttempt inTime) {
        List<VerificationAttempt> versions = Stream.concat(
                        Stream.of(inTime), REPAIRS.stream().map(repair -> repair.of(inTime)))
                .toList();
        for (Source other : sources.all()) {
            if (!other.name().equals(inTime.source().name())
                    && other.verification() != Verification.NONE
                    && versions.stream()
                            .anyMatch(version -> version.before(other).verdict() instanceof Accepted)) {
                hints.add("the secret is that of source " + other.name()
                        + ": either it was sent to the wrong URL, or the two sources have each other's secret");
            }
        }
    }

    private static @Nullable Reason reasonOf(Verdict verdict) {
        return verdict instanceof Refused refused ? refused.reason() : null;
    }

    /** What stays of a header's name whatever proxies and environments make of it. */
    private static String bare(String header) {
        return header.replaceFirst("^x-", "").replaceAll("[^a-z0-9]", "");
    }

    private static Function<byte[], byte[]> ofText(Function<String, String> change) {
        // Any byte is a character of ISO 8859-1, and stays the same.
        return body -> change.apply(new String(body, ISO_8859_1)).getBytes(ISO_8859_1);
    }

    private static Function<byte[], byte[]> ofFields(Function<Map<String, Object>, byte[]> writer) {
        return body -> Json.read(body) instanceof Json.Value(var node) && node.isObject()
                ? writer.apply(MAPPER.convertValue(node, new TypeReference<>() {}))
                : body;
    }
}
