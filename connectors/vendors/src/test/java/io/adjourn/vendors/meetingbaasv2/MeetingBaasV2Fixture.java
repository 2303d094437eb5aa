package io.adjourn.vendors.meetingbaasv2;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Event.Artifact;
import io.adjourn.vendors.Event.StateChange;
import io.adjourn.vendors.VendorFixture;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Bodies as Meeting BaaS sends them. */
abstract class MeetingBaasV2Fixture extends VendorFixture {
    static final Instant SENT_AT = Instant.parse("2026-03-01T11:59:58.500Z");

    MeetingBaasV2Fixture() {
        super(new MeetingBaasV2());
    }

    static String status(String fields) {
        return "{'event':'bot.status_change','data':{'bot_id':'b-1','status':{" + fields + "}}}";
    }

    static String completed(String fields) {
        return "{'event':'bot.completed','data':{'bot_id':'b-1'," + fields + "}}";
    }

    static String failed(String fields) {
        return "{'event':'bot.failed','data':{'bot_id':'b-1'," + fields + "}}";
    }

    StateChange step(String fields) {
        return (StateChange) eventOf(status(fields));
    }

    List<Event> eventsOf(String body, Map<String, String> headers) {
        return read(body, headers, RECEIVED_AT).events();
    }

    Map<ArtifactKind, ArtifactStatus> artifactsOf(String body) {
        return eventsOf(body).stream()
                .filter(Artifact.class::isInstance)
                .map(Artifact.class::cast)
                .collect(Collectors.toMap(Artifact::kind, Artifact::status));
    }
}
