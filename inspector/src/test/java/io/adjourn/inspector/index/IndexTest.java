package io.adjourn.inspector.index;

import static io.adjourn.inspector.index.Samples.NOON;
import static io.adjourn.inspector.index.Samples.came;
import static io.adjourn.inspector.index.Samples.large;
import static io.adjourn.inspector.index.Samples.revises;
import static io.adjourn.inspector.index.Samples.tells;
import static io.adjourn.inspector.index.Samples.waits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.adjourn.contracts.InstalledTopics;
import io.adjourn.inspector.index.IndexStore.Column;
import io.adjourn.inspector.view.BadCursorException;
import io.adjourn.inspector.view.DeliveryResult;
import io.adjourn.inspector.view.DeliveryView;
import io.adjourn.inspector.view.Meeting;
import io.adjourn.inspector.view.Page;
import io.adjourn.inspector.view.Query;
import io.adjourn.inspector.view.RevisionView;
import io.adjourn.inspector.view.Sight;
import io.adjourn.inspector.view.SourceView;
import io.adjourn.inspector.view.Standing;
import io.adjourn.inspector.view.Summary;
import io.adjourn.inspector.view.Waiting;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.LifecycleKind;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.testing.LogRecorder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found of what was indexed, on a real disk. */
class IndexTest {
    private static final String KEY = "acme/16";
    private static final Map<String, Long> NOWHERE = Map.of();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each
    private IndexStore store;

    @SuppressWarnings("NullAway.Init") // set before each
    private Indexer indexer;

    @SuppressWarnings("NullAway.Init") // set before each
    private IndexedMeetings meetings;

    @BeforeEach
    void open() {
        store = IndexStore.open(directory, Duration.ofHours(1));
        indexer = new Indexer(store);
        meetings = new IndexedMeetings(
                store,
                indexer,
                InstalledTopics.DEFAULT,
                _ -> new RawBodies.Found(
                        KEY,
                        "{\"event\":\"x\",\"name\":\"Ada\"}".getBytes(StandardCharsets.UTF_8),
                        Map.of("content-type", "application/json", "adjourn-source", "acme")),
                () -> new Standing(true, 0, 0, 0, 0, null, null, List.of()),
                () -> NOON.plusSeconds(60),
                "https://hooks.example.com/");
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void index(Change... changes) {
        indexer.index(List.of(changes), NOWHERE);
    }

    private Meeting find(Sight sight) {
        return meetings.find(KEY, sight).orElseThrow();
    }

    private List<String> keys(Query query) {
        return meetings.search(query, null, 50, Sight.MASKED).meetings().stream()
                .map(Summary::key)
                .toList();
    }

    private void indexOneMeeting() {
        index(
                came(KEY, 1, NOON, 71L),
                came(KEY, 2, NOON.plusSeconds(1), 72L),
                came(KEY, 3, NOON.plusSeconds(2), 72L),
                came(KEY, 4, NOON.plusSeconds(3), 99L),
                tells(KEY, 1, 71, NOON, BotState.RECORDING, LifecycleKind.STATE_CHANGE),
                tells(KEY, 2, 72, NOON.plusSeconds(1), BotState.ENDED, LifecycleKind.STATE_CHANGE),
                revises(KEY, 1, Outcome.PARTIAL, NOON.plusSeconds(1)));
    }

    @Test
    void shouldFindAMeetingByWhateverPeopleHaveOfIt() {
        indexOneMeeting();

        assertThat(Stream.of(
                        "acme/16",
                        "16",
                        " 16 ",
                        "123 4567 8901",
                        "12345678901",
                        "https://zoom.us/j/12345678901?pwd=secret",
                        "https://ZOOM.us/j/12345678901",
                        "C-77",
                        "crm_id=C-77"))
                .allSatisfy(text -> assertThat(keys(Query.of(text))).as(text).containsExactly(KEY));
        assertThat(keys(Query.of("17"))).isEmpty();
        assertThat(keys(Query.of("x".repeat(10_000)))).isEmpty();
        assertThat(keys(Query.of("<script>\r\n'\"%00/../"))).isEmpty();
    }

    @Test
    void shouldSayWhatBecameOfEachDelivery() {
        indexOneMeeting();

        assertThat(find(Sight.MASKED).deliveries())
                .extracting(DeliveryView::deliveryId, DeliveryView::result, DeliveryView::duplicateOf)
                .containsExactly(
                        tuple("d-1", DeliveryResult.NORMALIZED, null),
                        tuple("d-2", DeliveryResult.NORMALIZED, null),
                        tuple("d-3", DeliveryResult.DUPLICATE, "d-2"),
                        tuple("d-4", DeliveryResult.PENDING, null));
        SourceView source = meetings.sources().getFirst();
        assertThat(source.deliveries())
                .isEqualTo(source.normalized() + source.duplicates() + source.rejected() + source.ignored());
    }

    @Test
    void shouldKnowALargeDeliveryThatRepeatsAnotherByItsBytes() {
        index(
                large(came(KEY, 1, NOON, 555L)),
                large(came(KEY, 2, NOON.plusSeconds(1), 555L)),
                large(came(KEY, 3, NOON.plusSeconds(2), 556L)),
                tells(KEY, 1, 71, NOON, BotState.RECORDING, LifecycleKind.STATE_CHANGE));

        assertThat(find(Sight.MASKED).deliveries())
                .extracting(DeliveryView::result, DeliveryView::duplicateOf)
                .containsExactly(
                        tuple(DeliveryResult.NORMALIZED, null),
                        tuple(DeliveryResult.DUPLICATE, "d-1"),
                        tuple(DeliveryResult.PENDING, null));
    }

    @Test
    void shouldShowNothingPersonalUnlessAskedForAll() {
        indexOneMeeting();

        assertThat(find(Sight.MASKED).toString()).doesNotContain("secret", "Ada", "example.com");
        assertThat(meetings.search(Query.ALL, null, 10, Sight.MASKED).toString())
                .doesNotContain("secret");
        assertThat(meetings.raw(KEY, "d-1", Sight.MASKED).toString()).doesNotContain("Ada");
        assertThat(find(Sight.WHOLE).toString()).contains("signature=secret", "Ada Lovelace", "ada@example.com");
        assertThat(meetings.raw(KEY, "d-1", Sight.WHOLE).toString())
                .contains("Ada", "curl -i https://hooks.example.com/webhooks/acme ");
    }

    @Test
    void shouldSayWhatARevisionChanged() {
        indexOneMeeting();
        index(revises(KEY, 2, Outcome.COMPLETE, NOON.plusSeconds(9)));

        RevisionView second = find(Sight.MASKED).revisions().getLast();
        assertThat(second.changed())
                .extracting(RevisionView.Change::field, RevisionView.Change::before, RevisionView.Change::after)
                .containsExactly(tuple("outcome", "PARTIAL", "COMPLETE"), tuple("missing TRANSCRIPT", "missing", null));
        assertThat(second.deliveryId()).isEqualTo("d-2");
    }

    @Test
    void shouldShowWhatAMeetingWaitsForUntilItWaitsNoMore() {
        index(came(KEY, 1, NOON, 71L), waits(KEY, NOON));

        Waiting waiting = Objects.requireNonNull(find(Sight.MASKED).waiting());
        assertThat(waiting.dueAt()).isEqualTo(NOON.plusSeconds(600));
        assertThat(waiting.stale()).isFalse();
        assertThat(meetings.sources().getFirst().oldestOpenKey()).isEqualTo(KEY);

        index(new Change.WaitsNoMore(KEY), revises(KEY, 1, Outcome.PARTIAL, NOON));

        assertThat(find(Sight.MASKED).waiting()).isNull();
        assertThat(find(Sight.MASKED).summary().open()).isFalse();
        assertThat(meetings.sources().getFirst().openMeetings()).isZero();
    }

    @Test
    void shouldForgetADeletedMeetingAtOnceAndInItsFilesOnceCompacted() throws IOException {
        indexOneMeeting();
        store.compactAll();
        index(revises(KEY, 2, Outcome.DELETED, NOON.plusSeconds(20)));

        assertThat(find(Sight.WHOLE).toString()).doesNotContain("secret", "Ada", "example.com", "zoom.us");
        assertThat(keys(Query.of("C-77"))).isEmpty();
        assertThat(keys(Query.of("12345678901"))).isEmpty();
        assertThat(keys(Query.of(KEY))).containsExactly(KEY);
        assertThat(meetings.raw(KEY, "d-1", Sight.WHOLE).toString()).contains("deleted");

        index(tells(KEY, 4, 99, NOON.plusSeconds(3), BotState.ENDED, LifecycleKind.STATE_CHANGE));
        assertThat(find(Sight.WHOLE).toString()).doesNotContain("secret", "Ada", "example.com", "zoom.us");

        new Upkeep(store, indexer).forget();

        assertThat(filesHave("Ada said something")).isFalse();
    }

    private boolean filesHave(String text) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
            }
            return false;
        }
    }

    @Test
    void shouldForgetAMeetingWhoseRecordWasDeletedFromItsTopic() {
        indexOneMeeting();
        index(new Change.Forgets(KEY, NOON.plusSeconds(99).toEpochMilli()));

        assertThat(find(Sight.WHOLE).toString()).doesNotContain("secret", "Ada", "example.com", "zoom.us");
    }

    @Test
    void shouldPageThroughAllMeetingsOnceNewestFirst() {
        var changes = new ArrayList<Change>();
        for (int i = 0; i < 250; i++) {
            changes.add(came("acme/" + i, i, NOON.plusSeconds(i % 100), (long) i));
            if (i % 5 == 0) {
                changes.add(revises("acme/" + i, 1, Outcome.PARTIAL, NOON.plusSeconds(i % 100)));
            }
        }
        indexer.index(changes, NOWHERE);

        List<Summary> all = walk(Query.ALL, 40);
        assertThat(all).hasSize(250).doesNotHaveDuplicates();
        assertThat(all).isSortedAccordingTo((a, b) -> b.firstSeenAt().compareTo(a.firstSeenAt()));
        var partial = new Query(
                null,
                null,
                null,
                null,
                null,
                null,
                "acme",
                "vexa",
                Outcome.PARTIAL,
                null,
                NOON.plusSeconds(10),
                NOON.plusSeconds(20),
                null,
                null);
        assertThat(walk(partial, 2))
                .extracting(Summary::key)
                .containsExactlyInAnyOrder("acme/10", "acme/15", "acme/110", "acme/115", "acme/210", "acme/215");
    }

    /** Lists that are woven into each other, and lists that are far apart. */
    @Test
    void shouldFindExactlyThoseThatHaveAllTermsHoweverTheirListsLie() {
        var random = new Random(24);
        var changes = new ArrayList<Change>();
        var fit = new ArrayList<String>();
        for (int i = 0; i < 2_000; i++) {
            String source = i < 900 ? "early" : random.nextInt(50) == 0 ? "rare" : "late";
            Outcome outcome =
                    List.of(Outcome.COMPLETE, Outcome.PARTIAL, Outcome.FAILED).get(random.nextInt(3));
            String key = source + "/" + i;
            changes.add(revises(key, 1, outcome, NOON.plusSeconds(i)));
            if (source.equals("rare") && outcome == Outcome.PARTIAL) {
                fit.addFirst(key);
            }
        }
        indexer.index(changes, NOWHERE);

        assertThat(fit).isNotEmpty();
        for (int limit : List.of(1, 3, 200)) {
            assertThat(walk(filtered("rare", Outcome.PARTIAL, ArtifactKind.TRANSCRIPT), limit))
                    .extracting(Summary::key)
                    .containsExactlyElementsOf(fit);
        }
        // Each has hundreds, and none has both.
        assertThat(walk(filtered(null, Outcome.COMPLETE, ArtifactKind.TRANSCRIPT), 50))
                .isEmpty();
        assertThat(walk(filtered("early", Outcome.FAILED, null), 7))
                .hasSizeGreaterThan(200)
                .doesNotHaveDuplicates()
                .allMatch(summary -> summary.source().equals("early") && summary.outcome() == Outcome.FAILED);
    }

    private static Query filtered(@Nullable String source, Outcome outcome, @Nullable ArtifactKind missing) {
        return new Query(null, null, null, null, null, null, source, null, outcome, null, null, null, null, missing);
    }

    private List<Summary> walk(Query query, int limit) {
        var all = new ArrayList<Summary>();
        String cursor = null;
        do {
            Page page = meetings.search(query, cursor, limit, Sight.MASKED);
            all.addAll(page.meetings());
            cursor = page.next();
        } while (cursor != null);
        return all;
    }

    @Test
    void shouldRefuseACursorOfAnotherSearch() {
        index(came("acme/1", 1, NOON, 1L), came("acme/2", 2, NOON, 2L));
        String cursor = meetings.search(Query.ALL, null, 1, Sight.MASKED).next();

        assertThat(cursor).isNotNull();
        assertThatThrownBy(() -> meetings.search(Query.of("other"), cursor, 1, Sight.MASKED))
                .isInstanceOf(BadCursorException.class)
                .hasMessageContaining("another search");
        assertThatThrownBy(() -> meetings.search(Query.ALL, "<b>", 1, Sight.MASKED))
                .isInstanceOf(BadCursorException.class);
    }

    @Test
    void shouldLeaveOutWhatWasLastHeardOfLongAgo() {
        index(came("acme/old", 1, NOON, 1L), came("acme/new", 2, NOON.plusSeconds(100), 2L));

        assertThat(new Upkeep(store, indexer).expire(Micros.of(NOON.plusSeconds(50))))
                .isEqualTo(1);

        assertThat(keys(Query.ALL)).containsExactly("acme/new");
        assertThat(meetings.find("acme/old", Sight.MASKED)).isEmpty();
        assertThat(indexer.meetings()).isEqualTo(1);
    }

    @Test
    void shouldGoOnWhereItWasAfterARestart() {
        indexer.index(List.of(came(KEY, 1, NOON, 71L)), Map.of("meetings.raw.v1/0", 2L));
        String version = meetings.version(KEY).orElseThrow();
        store.close();
        open();

        assertThat(indexer.offsets()).containsEntry("meetings.raw.v1/0", 2L);
        assertThat(meetings.version(KEY)).contains(version);
        assertThat(meetings.sources().getFirst().deliveries()).isEqualTo(1);
    }

    @Test
    void shouldBeginANewIndexWhereTheOldOneIsDamaged() throws IOException {
        index(came(KEY, 1, NOON, 71L));
        store.close();
        Files.writeString(directory.resolve("CURRENT"), "MANIFEST-nothing\n");
        open();

        assertThat(store.rebuilds()).isEqualTo(1);
        assertThat(indexer.offsets()).isEmpty();
        assertThat(meetings.find(KEY, Sight.MASKED)).isEmpty();
    }

    @Test
    void shouldBeginANewIndexWhereTheOldOneIsOfAnotherReleaseAndSaySo() {
        index(came(KEY, 1, NOON, 71L));
        try (var batch = store.batch()) {
            batch.put(
                    Column.META,
                    "format".getBytes(StandardCharsets.UTF_8),
                    "0/of-other-schemas".getBytes(StandardCharsets.UTF_8));
            store.write(batch);
        }
        store.close();

        List<String> said;
        try (var log = new LogRecorder()) {
            open();
            said = log.lines();
        }

        assertThat(store.rebuilds()).isEqualTo(1);
        assertThat(indexer.offsets()).isEmpty();
        assertThat(meetings.find(KEY, Sight.MASKED)).isEmpty();
        assertThat(said)
                .singleElement()
                .asString()
                .contains(
                        "WARN",
                        "made again from the topics",
                        directory.toString(),
                        "it was written by another release");
    }
}
