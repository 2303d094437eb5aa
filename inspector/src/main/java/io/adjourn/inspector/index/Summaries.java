package io.adjourn.inspector.index;

import io.adjourn.contracts.MeetingKey;
import io.adjourn.inspector.view.Sight;
import io.adjourn.inspector.view.Summary;
import org.jspecify.annotations.Nullable;

/** Summaries as they are shown. Pure. */
final class Summaries {
    private Summaries() {}

    static Summary view(String key, StoredSummary stored, Sight sight) {
        return new Summary(
                key,
                stored.source,
                stored.vendor,
                MeetingKey.of(key).session(),
                stored.isOpen(),
                stored.state,
                stored.outcome,
                stored.endReason,
                stored.revision,
                stored.epoch,
                stored.platform,
                stored.nativeId,
                link(stored.url, sight),
                Micros.instantOrNull(stored.joinedAt),
                Micros.instantOrNull(stored.endedAt),
                stored.durationSeconds,
                stored.missing,
                Micros.instant(stored.firstSeenAt),
                Micros.instant(stored.lastNewsAt),
                stored.deliveries,
                stored.rejects);
    }

    private static @Nullable String link(@Nullable String url, Sight sight) {
        return url == null || sight == Sight.WHOLE ? url : Personal.withoutQuery(url);
    }
}
