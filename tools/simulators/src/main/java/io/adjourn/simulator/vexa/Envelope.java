package io.adjourn.simulator.vexa;

import io.adjourn.simulator.PythonJson;
import io.adjourn.simulator.SimulatedMeeting.Message;
import io.adjourn.vendors.Body;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What V1 and V2 send everything in.
 *
 * @param id of the event
 * @param createdAt when the event was made
 */
record Envelope(String id, String createdAt) {

    /** A signed message with the data. */
    Message around(String name, Map<String, Object> data) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("event_id", id);
        fields.put("event_type", name);
        fields.put("api_version", "2026-03-01");
        fields.put("created_at", createdAt);
        fields.put("data", data);
        return Message.posted(name, new SignedProof(), new Body(PythonJson.bytes(fields)));
    }
}
