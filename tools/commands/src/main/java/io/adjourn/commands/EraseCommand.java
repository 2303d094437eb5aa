package io.adjourn.commands;

import io.adjourn.commands.erasure.Known;
import io.adjourn.commands.erasure.Selection;
import io.adjourn.commands.erasure.Survey;
import io.adjourn.commands.erasure.TopicTimes;
import io.adjourn.commands.erasure.Value;
import io.adjourn.commands.rejected.RawTopic;
import io.adjourn.commands.state.UnreadableStates;
import io.adjourn.config.BadConfigurationException;
import io.adjourn.config.CannotStartException;
import io.adjourn.config.InstallationSettings;
import io.adjourn.config.InvalidSourcesException;
import io.adjourn.config.SourcesFile;
import io.adjourn.contracts.Cluster;
import io.adjourn.contracts.Erasure;
import io.adjourn.contracts.ErasureSecrets;
import io.adjourn.contracts.MeetingKey;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.Vendors;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "erase",
        header = "Delete what is kept of meetings: by key, source, session, or a value such as a person's address.",
        description = {
            "Without --execute, only prints which meetings are meant, where each has records, and until when. With it,"
                    + " sends a signed record for each meeting to the raw topic. Streams folds it like a vendor's deletion:"
                    + " links, content, names and attributes leave record and state at once, what comes later is refused"
                    + " its content, and what Kafka keeps expires as printed.",
            "Running it again changes nothing. It does not delete anything at the vendor: see docs/privacy.md.",
            "Exit codes: 0 done, or printed; 1 Kafka is unavailable, nothing is known of what was asked for, or a"
                    + " meeting's state cannot be read; 2 the request must be changed."
        })
final class EraseCommand implements Callable<Integer> {
    /** What is wanted; exactly one. */
    static final class Which {
        @Option(names = "--meeting", paramLabel = "KEY", description = "This meeting, SOURCE/SESSION, such as acme/16.")
        private @Nullable String meeting;

        @Option(names = "--source", paramLabel = "NAME", description = "All meetings of this source; needs --all.")
        private @Nullable String source;

        @Option(names = "--session", paramLabel = "ID", description = "The vendor's ID of a bot, in any source.")
        private @Nullable String session;

        @Option(
                names = "--value",
                paramLabel = "TEXT",
                description = "Meetings that have this value, such as an address: in attributes, or as a participant's"
                        + " or speaker's name.")
        private @Nullable String value;

        @Option(
                names = "--older-than",
                paramLabel = "DURATION",
                converter = DurationConverter.class,
                description = "Meetings that closed longer ago, such as P365D; needs --all.")
        private @Nullable Duration olderThan;
    }

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Which which;

    @Option(
            names = "--attribute",
            paramLabel = "NAME",
            description = "With --value: only in this attribute, a top-level key (default: anywhere).")
    private @Nullable String attribute;

    @Option(names = "--all", description = "Yes, all meetings of a source.")
    private boolean all;

    @Option(
            names = "--in-advance",
            description =
                    "With --meeting: also if nothing is known of it, so that whatever comes is refused its content.")
    private boolean inAdvance;

    @Option(
            names = "--sources",
            paramLabel = "FILE",
            defaultValue = "${env:ADJOURN_SOURCES:-sources.yaml}",
            description =
                    "With --in-advance: the sources file, which says whose source it is (default: ADJOURN_SOURCES,"
                            + " else sources.yaml).")
    private Path sources = Path.of("");

    @Option(
            names = "--secrets-file",
            paramLabel = "FILE",
            description = "File with the secret that streams has for erasures"
                    + " (default: ADJOURN_ERASE_SECRETS_FILE, else ADJOURN_ERASE_SECRETS).")
    private @Nullable Path secretsFile;

    @Option(names = "--by", paramLabel = "WHO", description = "Who asks for it; is published and logged.")
    private @Nullable String by;

    @Option(
            names = "--reason",
            paramLabel = "WHY",
            description = "Why, such as the number of the request; is published and logged, so name nobody.")
    private @Nullable String reason;

    @Option(names = "--execute", description = "Erase them (default: only print what would be erased).")
    private boolean execute;

    @Mixin
    private ClusterAccess connection = new ClusterAccess();

    @Mixin
    private ApplicationOption application = new ApplicationOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InvalidSourcesException {
        Instant now = Instant.now();
        Selection selection = selection(now);
        ErasureSecrets secrets = secrets();
        demandWords();
        Cluster cluster = connection.answering();
        var reading = new LongReading(spec.commandLine().getErr());
        var survey = new Survey(cluster, value(), reading::going);
        Collection<Known> meetings = survey.meetings();
        Map<String, Known> selected = selected(selection, meetings);
        if (selected.isEmpty()) {
            selected = unheardOf(selection, meetings);
        }
        refuseWholeSources(selection, selected.keySet(), meetings);
        Set<String> unreadable =
                UnreadableStates.among(selected.keySet(), cluster, application.id(cluster), reading::going);
        new ErasureReport(out(), TopicTimes.of(cluster), now)
                .print(selected.values(), survey.places(selected.keySet()));
        if (survey.calendarRecords() > 0) {
            out().println(survey.calendarRecords() + " records of "
                    + cluster.topics().calendar().name()
                    + " name it as a calendar's account; they belong to no meeting, and go with the topic's retention");
        }
        unreadable.forEach(key -> out().println("NOT " + (execute ? "ERASED" : "TO BE ERASED") + ": the state of " + key
                + " cannot be read, so streams would reject it: see docs/runbooks/state-unreadable.md, then run this"
                + " again"));
        selected.keySet().removeAll(unreadable);
        if (execute) {
            send(selected.values(), secrets, cluster, now);
        } else {
            out().println("Nothing was erased: " + ErasureReport.counted(selected.size(), "meeting")
                    + " would be; add --execute to erase.");
        }
        return unreadable.isEmpty() ? 0 : Launcher.FAILED;
    }

    private Selection selection(Instant now) {
        if (attribute != null && which.value == null) {
            throw wrong("--attribute needs --value");
        }
        if (inAdvance && which.meeting == null) {
            throw wrong("--in-advance needs --meeting: only what is named can be erased before it is heard of");
        }
        if (which.meeting != null) {
            var key = MeetingKey.of(which.meeting);
            if (key.source().isEmpty() || !(Subject.meeting(key.session()) instanceof Subject.Meeting)) {
                throw wrong(which.meeting + " is not a meeting's key: use SOURCE/SESSION, such as acme/16, as"
                        + " ./adjourn watch completions shows them");
            }
            return new Selection.ByKey(which.meeting);
        }
        if (which.source != null) {
            return new Selection.BySource(which.source);
        }
        if (which.session != null) {
            return new Selection.BySession(which.session);
        }
        if (which.olderThan != null) {
            return new Selection.ByAge(now.minus(which.olderThan));
        }
        if (which.value == null || which.value.isBlank()) {
            throw wrong("--value is empty: it would match every meeting without one");
        }
        return new Selection.ByValue();
    }

    private @Nullable Value value() {
        return which.value == null ? null : new Value(attribute, which.value.strip());
    }

    private ErasureSecrets secrets() {
        ErasureSecrets secrets = InstallationSettings.erasureSecrets(
                secretsFile == null ? System.getenv() : Map.of("ADJOURN_ERASE_SECRETS_FILE", secretsFile.toString()));
        if (execute && secrets.isEmpty()) {
            throw new BadConfigurationException("there is no secret to sign with, so streams would reject the request:"
                    + " set ADJOURN_ERASE_SECRETS, or ADJOURN_ERASE_SECRETS_FILE, to what streams has");
        }
        return secrets;
    }

    private void demandWords() {
        if (execute && (by == null || reason == null)) {
            throw wrong("--execute needs --by and --reason: who asks for it, and why, are recorded");
        }
    }

    private static Map<String, Known> selected(Selection selection, Collection<Known> meetings) {
        return meetings.stream()
                .filter(known -> known.vendor() != null && selection.means(known))
                .collect(Collectors.toMap(Known::key, known -> known, (one, _) -> one, TreeMap::new));
    }

    /** What nothing is known of may be misspelt; or it is yet to come. */
    private Map<String, Known> unheardOf(Selection selection, Collection<Known> meetings)
            throws InvalidSourcesException {
        String key = which.meeting;
        if (key == null) {
            throw new CannotStartException("no meeting is known that this means"
                    + (selection instanceof Selection.BySource(String source)
                            ? ": sources that are known are "
                                    + meetings.stream()
                                            .map(known -> MeetingKey.sourceOf(known.key()))
                                            .collect(Collectors.toCollection(TreeSet::new))
                            : "; nothing was erased"));
        }
        if (!inAdvance) {
            throw new CannotStartException(
                    "nothing is known of " + key + ": check the key, or, if it is yet to come, add" + " --in-advance");
        }
        return new TreeMap<>(Map.of(key, new Known(key, vendorOf(key, meetings), 0, 0, null, null, null, false)));
    }

    private String vendorOf(String key, Collection<Known> meetings) throws InvalidSourcesException {
        String source = MeetingKey.sourceOf(key);
        for (Known known : meetings) {
            if (known.vendor() != null && MeetingKey.sourceOf(known.key()).equals(source)) {
                return known.vendor();
            }
        }
        return SourcesFile.readWithoutSecrets(sources, Vendors.KNOWN)
                .find(source)
                .map(configured -> configured.vendor().id())
                .orElseThrow(() -> new CannotStartException("no source " + source + " is known, in the topics or in "
                        + sources + ": check the key, or specify --sources"));
    }

    /** A value that everybody has, such as a team's name, or an age of zero, is a slip. */
    private void refuseWholeSources(Selection selection, Set<String> keys, Collection<Known> meetings) {
        if (all || selection instanceof Selection.ByKey) {
            return;
        }
        Map<String, Long> known = bySource(meetings.stream().map(Known::key));
        List<String> whole = new ArrayList<>();
        bySource(keys.stream()).forEach((source, count) -> {
            boolean asked = selection instanceof Selection.BySource || selection instanceof Selection.ByAge;
            if (asked || (count > 1 && count.equals(known.get(source)))) {
                whole.add(source + " (" + count + " of "
                        + ErasureReport.counted(known.getOrDefault(source, count), "meeting") + ")");
            }
        });
        if (!whole.isEmpty()) {
            throw wrong("this means whole sources, " + String.join(", ", whole) + ": add --all if that is meant");
        }
    }

    private static Map<String, Long> bySource(Stream<String> keys) {
        return keys.collect(Collectors.groupingBy(MeetingKey::sourceOf, TreeMap::new, Collectors.counting()));
    }

    /** Each record is whole for its meeting: what was sent holds, and the rest is sent by another run. */
    private void send(Collection<Known> meetings, ErasureSecrets secrets, Cluster cluster, Instant now) {
        String request = UUID.randomUUID().toString();
        var raw = new RawTopic(cluster);
        int sent = 0;
        try (var sender = raw.sender()) {
            for (Known known : meetings) {
                sender.send(erasure(known, request, now).toRecord(raw.topic(), secrets));
                sent++;
                out().println("asked for: " + known.key());
            }
        } finally {
            out().println("request " + request + " by " + by + ": asked streams to erase " + sent + " of "
                    + ErasureReport.counted(meetings.size(), "meeting"));
        }
    }

    private Erasure erasure(Known known, String request, Instant now) {
        try {
            return new Erasure(
                    known.key(),
                    String.valueOf(known.vendor()),
                    request,
                    String.valueOf(by),
                    String.valueOf(reason),
                    now,
                    known.epoch(),
                    known.revision());
        } catch (IllegalArgumentException e) {
            throw wrong("--by, --reason: " + e.getMessage());
        }
    }

    private ParameterException wrong(String line) {
        return new ParameterException(spec.commandLine(), line);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
