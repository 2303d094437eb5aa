package io.adjourn.simulator.meetingbaasv2;

import io.adjourn.simulator.JavaScriptJson;
import io.adjourn.simulator.SimulatedMeeting.Message;
import io.adjourn.vendors.Body;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The two ways in which an event is sent. */
final class Post {
    private Post() {}

    /** To the account's endpoint; every attempt has the same body. */
    static Message webhook(Map<String, Object> event) {
        return webhook(String.valueOf(event.get("event")), new Body(JavaScriptJson.bytes(event)));
    }

    static Message webhook(String what, Body body) {
        var id = "msg_" + UUID.nameUUIDFromBytes(body.bytes());
        return Message.posted(what, new SvixProof(id), body);
    }

    /**
     * To the bot's own address.
     *
     * @param method POST or PUT
     * @param attempts what is sent in each: the links and the time of sending are new
     */
    static Message callback(String method, List<Map<String, Object>> attempts) {
        List<Body> bodies =
                attempts.stream().map(JavaScriptJson::bytes).map(Body::new).toList();
        return new Message("callback by " + method, method, new CallbackProof(), bodies);
    }
}
