package io.adjourn.streams.topology;

import io.adjourn.streams.normalize.Reading;
import io.adjourn.streams.normalize.Reading.Facts;
import io.adjourn.streams.plan.Plan;
import io.adjourn.streams.plan.Plan.Processed;
import io.adjourn.vendors.Event.DataDeletion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says which meetings an operator had erased, who asked for it and why, and nothing of what they were about. */
final class ErasureLog {
    private static final Logger LOG = LoggerFactory.getLogger(ErasureLog.class);

    private ErasureLog() {}

    static void log(Reading reading, Plan.Count count) {
        if (reading instanceof Facts facts
                && count instanceof Processed processed
                && facts.events().getFirst() instanceof DataDeletion deletion
                && deletion.byOperator()) {
            LOG.info(
                    "Meeting {}: meeting={} delivery={} what={}",
                    processed.fresh().isEmpty() ? "was erased before" : "erased",
                    facts.raw().key(),
                    facts.raw().coordinates(),
                    deletion.words().message());
        }
    }
}
