package io.adjourn.vendors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.vendors.Event.Activity;
import io.adjourn.vendors.Event.Artifact;
import io.adjourn.vendors.Event.Calendar;
import io.adjourn.vendors.Event.DataDeletion;
import io.adjourn.vendors.Event.ProcessingDone;
import io.adjourn.vendors.Event.StateChange;
import io.adjourn.vendors.MappingTables.Row;
import io.adjourn.vendors.MappingTables.Table;
import io.adjourn.vendors.Normalization.Events;
import io.adjourn.vendors.Normalization.Ignored;
import io.adjourn.vendors.Normalization.Rejected;
import io.adjourn.vendors.attendee.AttendeeTables;
import io.adjourn.vendors.meetingbaasv1.MeetingBaasV1Tables;
import io.adjourn.vendors.meetingbaasv2.MeetingBaasV2Tables;
import io.adjourn.vendors.meetstream.MeetStreamTables;
import io.adjourn.vendors.vexa.VexaTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page for those who wire up a vendor says what the code does. A new vendor has a line here. */
class VendorPagesTest {
    private static final Map<String, MappingTables> TABLES = Map.of(
            "vexa",
            new VexaTables(),
            "meetstream",
            new MeetStreamTables(),
            "attendee",
            new AttendeeTables(),
            "meetingbaas-v2",
            new MeetingBaasV2Tables(),
            "meetingbaas-v1",
            new MeetingBaasV1Tables());

    private static final Path PAGES = Path.of("../../docs/vendors");
    private static final String BEGIN = "<!-- Generated from the code; VendorPagesTest says how to renew it. -->\n";
    private static final String END = "<!-- End of what is generated. -->\n";
    private static final Instant RECEIVED_AT = Instant.parse("2026-09-01T12:00:00Z");

    static Stream<Vendor> vendors() {
        return Vendors.KNOWN.all().stream();
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void shouldBeUpToDate(Vendor vendor) throws IOException {
        String name = vendor.id() + ".md";
        String page = Files.readString(PAGES.resolve(name));
        assertThat(page).contains(BEGIN, END);
        String renewed = page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
                + generated(vendor)
                + page.substring(page.indexOf(END));
        Path file = Files.writeString(Path.of("target", name), renewed);

        assertThat(page)
                .withFailMessage(
                        "docs/vendors/%s is stale. To renew it: cp connectors/vendors/%s docs/vendors/%n"
                                + "A new word also needs a payload that has it, in src/test/resources/%s and its manifest.json",
                        name, file, vendor.id())
                .isEqualTo(renewed);
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void shouldBeFoundFromTheReadme(Vendor vendor) throws IOException {
        String link = "(docs/vendors/" + vendor.id() + ".md)";

        assertThat(Files.readString(Path.of("../../README.md")))
                .withFailMessage(
                        "README.md names the vendors that can be read: name %s there, too, with %s", vendor.id(), link)
                .contains(link);
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void shouldBeFoundFromTheReconcilersPageWhereThereIsAReadApi(Vendor vendor) throws IOException {
        String link = "(vendors/" + vendor.id() + ".md)";

        assertThat(Files.readString(Path.of("../../docs/reconciler.md")).contains(link))
                .withFailMessage(
                        "docs/reconciler.md names the vendors whose read API can be asked, and no others: %s, with %s",
                        vendor.id(), link)
                .isEqualTo(vendor.readApi().isPresent());
    }

    private static String generated(Vendor vendor) {
        MappingTables tables = TABLES.get(vendor.id());
        assertThat(tables).as("tables of %s in VendorPagesTest", vendor.id()).isNotNull();
        return Objects.requireNonNull(tables).tables().stream()
                .map(table -> table(vendor, table))
                .collect(Collectors.joining("\n", "\n", "\n" + answers(vendor)));
    }

    /** What answers of its read API tell, and which of that its webhooks tell as the very same event. */
    private static String answers(Vendor vendor) {
        List<Answers> answers =
                Answers.ofAll().filter(answer -> answer.vendor().equals(vendor)).toList();
        if (answers.isEmpty()) {
            return "";
        }
        return "### Answers of its read API\n"
                + line(List.of("an answer about", "asked by", "tells", "not told by a webhook"))
                + line(List.of("---", "---", "---", "---"))
                + answers.stream()
                        .map(answer -> line(List.of(
                                answer.note(),
                                "`" + answer.endpoint() + "`",
                                becoming(answer.events()),
                                becoming(answer.ofItsOwn()))))
                        .collect(Collectors.joining())
                + "\n";
    }

    private static String becoming(List<Event> events) {
        return events.stream().map(VendorPagesTest::becomes).distinct().collect(Collectors.joining(", "));
    }

    private static String table(Vendor vendor, Table table) {
        List<String> headings = with(table.says(), "becomes", "end reason");
        return "### " + table.title() + "\n"
                + line(headings)
                + line(headings.stream().map(heading -> "---").toList())
                + table.rows().stream().map(row -> line(row(vendor, row))).collect(Collectors.joining());
    }

    private static List<String> row(Vendor vendor, Row row) {
        var delivery = new Delivery(new Body(row.body().getBytes(UTF_8)), Headers.NONE, RECEIVED_AT);
        List<String> says = row.says().stream()
                .map(word -> word.isEmpty() ? "" : "`" + word + "`")
                .toList();
        return switch (vendor.normalize(delivery)) {
            case Events(var dialect, var events, var _) ->
                with(
                        says,
                        events.stream().map(VendorPagesTest::becomes).collect(Collectors.joining(", ")),
                        events.stream().map(VendorPagesTest::endReason).collect(Collectors.joining()));
            case Rejected(var reason, var detail) -> with(says, "rejected: " + reason, "");
            case Ignored(var why) -> with(says, "ignored: " + why, "");
        };
    }

    private static String becomes(Event event) {
        return switch (event) {
            case StateChange change -> change.state() + (isProvisional(change) ? ", provisional" : "");
            case ProcessingDone done -> "all done";
            case DataDeletion deletion -> "data deletion";
            case Artifact artifact ->
                artifact.kind() + " " + artifact.status() + (artifact.implied() ? ", implied" : "");
            case Calendar calendar -> "calendar " + calendar.action();
            case Activity activity -> "activity " + activity.kind();
        };
    }

    private static boolean isProvisional(StateChange change) {
        return !change.terminal()
                && (change.state().name().equals("ENDED")
                        || change.state().name().equals("FAILED"));
    }

    private static String endReason(Event event) {
        return event instanceof StateChange change && change.endReason() != null
                ? change.endReason().name()
                : "";
    }

    private static List<String> with(List<String> cells, String... more) {
        return Stream.concat(cells.stream(), Stream.of(more)).toList();
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
