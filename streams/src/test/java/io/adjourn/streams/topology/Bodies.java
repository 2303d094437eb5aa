package io.adjourn.streams.topology;

/** What MeetStream sends, for tests. */
final class Bodies {
    static final String BOT = "5b0ff6e7-3cea-4c9f-a6b4-851c5f11cf4f";

    private Bodies() {}

    static String joining(String minute) {
        return lifecycle("bot.joining", "Joining", minute);
    }

    static String inMeeting(String minute) {
        return lifecycle("bot.inmeeting", "InMeeting", minute);
    }

    static String stopped(String minute) {
        return lifecycle("bot.stopped", "Stopped", minute);
    }

    static String denied(String minute) {
        return lifecycle("bot.stopped", "Denied", minute);
    }

    static String done(String minute) {
        return lifecycle("bot.done", "Stopped", minute);
    }

    static String audio() {
        return processed("audio", "audio_status", "Success");
    }

    static String transcript() {
        return processed("transcription", "transcript_status", "Success");
    }

    static String transcriptFailed() {
        return processed("transcription", "transcript_status", "Failed");
    }

    static String deletion() {
        return """
                {"bot_id": "%s", "event": "data_deletion", "status": "success", "message": "Bot data deleted successfully", \
                "deleted_objects": 5, "timestamp": "2026-02-28T14:30:00Z", "status_code": 200}""".formatted(BOT);
    }

    static String streamingError() {
        return """
                {"bot_id": "%s", "event": "bot.error", "bot_status": "InMeeting", "message": "provider away"}""".formatted(BOT);
    }

    private static String lifecycle(String event, String status, String minute) {
        return """
                {"event": "%s", "bot_id": "%s", "bot_status": "%s", "message": "about it", "status_code": 200, \
                "timestamp": "2026-02-27T10:%s:00.000001+00:00", "custom_attributes": {"tenant": "acme"}}""".formatted(event, BOT, status, minute);
    }

    private static String processed(String product, String field, String status) {
        return """
                {"bot_id": "%s", "event": "%s.processed", "%s": "%s", "message": "processed", "status_code": 200}""".formatted(BOT, product, field, status);
    }
}
