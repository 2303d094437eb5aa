package io.adjourn.vendors.vexa;

import io.adjourn.vendors.VendorFixture;
import org.jspecify.annotations.Nullable;

/** Bodies as Vexa sends them. */
abstract class VexaFixture extends VendorFixture {
    VexaFixture() {
        super(new Vexa());
    }

    /** V0. */
    static String flat(String change) {
        return "{'event_type':'meeting.status_change','meeting':{'id':16},'status_change':{" + change + "}}";
    }

    static String flat(String change, String meeting) {
        return flat(change).replace("'id':16", "'id':16," + meeting);
    }

    static String recording(String fields) {
        return "{'event_type':'recording.completed','recording':{'meeting_id':16," + fields + "}}";
    }

    /** V1 and V2. */
    static String enveloped(String name, String meeting, @Nullable String change) {
        return envelope(name, "'meeting':" + meeting + (change == null ? "" : ",'status_change':" + change));
    }

    static String envelope(String name, String data) {
        return "{'event_id':'evt_1','event_type':'%s','api_version':'2026-03-01','created_at':'2026-02-13T20:00:00Z','data':{%s}}"
                .formatted(name, data);
    }

    /** An end that tells how the bot did. */
    static String provenance(String fields) {
        return provenance(fields, "");
    }

    static String provenance(String fields, String beside) {
        return enveloped(
                "meeting.completed",
                "{'id':16,'status':'completed','end_time':'2026-02-13T05:40:00Z',"
                        + "'service_provenance':{'transcription_provider':'vexa'," + fields + "}" + beside + "}",
                null);
    }
}
