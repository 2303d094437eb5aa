package io.adjourn.inspector.http;

import io.adjourn.inspector.view.Meetings;
import io.adjourn.inspector.view.RejectGroup;
import io.adjourn.inspector.view.SourceView;
import io.adjourn.inspector.view.Standing;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;

/** What there is, over all meetings. */
@Controller("/api")
@ExecuteOn(TaskExecutors.BLOCKING)
@CanRefuse
class OverviewController {
    private final Meetings meetings;

    OverviewController(Meetings meetings) {
        this.meetings = meetings;
    }

    /** Rejects by reason, source and vendor, those with the latest first. */
    @Get("/rejects")
    @CanBeUnavailable
    List<RejectGroup> allRejects() {
        return meetings.rejects();
    }

    /** Sources that were heard of, by name. */
    @Get("/sources")
    @CanBeUnavailable
    List<SourceView> sources() {
        return meetings.sources();
    }

    /** How far the index is. */
    @Get("/standing")
    Standing standing() {
        return meetings.standing();
    }
}
