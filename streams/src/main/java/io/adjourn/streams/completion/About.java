package io.adjourn.streams.completion;

import io.adjourn.vendors.Event;
import io.adjourn.vendors.Event.Activity;
import io.adjourn.vendors.Event.Artifact;
import io.adjourn.vendors.Event.Calendar;
import io.adjourn.vendors.Event.DataDeletion;
import io.adjourn.vendors.Event.MeetingReference;
import io.adjourn.vendors.Event.ProcessingDone;
import io.adjourn.vendors.Event.RunSummary;
import io.adjourn.vendors.Event.StateChange;
import org.jspecify.annotations.Nullable;

/** Which meeting it is, who was there, and the customer's own metadata, as far as any event said. */
record About(
        @Nullable Claim<String> platform,
        @Nullable Claim<String> nativeId,
        @Nullable Claim<String> url,
        @Nullable Claim<String> attributes,
        Roster participants,
        Roster speakers) {
    static final About NOTHING = new About(null, null, null, null, Roster.NOBODY, Roster.NOBODY);

    About with(Event event, Moment at, long id) {
        return switch (event) {
            case StateChange change ->
                withAttributes(change.attributes(), at, id)
                        .with(change.meeting(), at, id)
                        .with(change.run());
            case ProcessingDone done -> withAttributes(done.attributes(), at, id);
            case DataDeletion deletion -> withAttributes(deletion.attributes(), at, id);
            case Artifact _, Calendar _, Activity _ -> this;
        };
    }

    private About with(MeetingReference meeting, Moment at, long id) {
        return new About(
                Claim.best(platform, Claim.of(Caps.reference(meeting.platform()), at, id)),
                Claim.best(nativeId, Claim.of(Caps.reference(meeting.nativeId()), at, id)),
                Claim.best(url, Claim.of(Caps.address(meeting.url()), at, id)),
                attributes,
                participants,
                speakers);
    }

    private About with(RunSummary run) {
        return new About(
                platform,
                nativeId,
                url,
                attributes,
                Roster.fuller(participants, Roster.of(run.participants())),
                Roster.fuller(speakers, Roster.of(run.speakers())));
    }

    private About withAttributes(@Nullable String json, Moment at, long id) {
        Claim<String> claim = Claim.of(Caps.attributes(json), at, id);
        return new About(platform, nativeId, url, Claim.best(attributes, claim), participants, speakers);
    }

    /** Without the address, which may let people in, and without names. */
    About redacted() {
        return new About(platform, nativeId, null, attributes, Roster.NOBODY, Roster.NOBODY);
    }
}
