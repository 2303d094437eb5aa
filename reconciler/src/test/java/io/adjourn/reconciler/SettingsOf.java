package io.adjourn.reconciler;

import java.nio.file.Path;
import java.time.Duration;

/** Settings of which a test needs few. */
final class SettingsOf {
    private static final Duration SOME = Duration.ofMinutes(1);

    private SettingsOf() {}

    /** With that file of sources. */
    static ReconcilerSettings sources(Path file) {
        return settings(file, new ReconcilerSettings.Links(false, null));
    }

    /** With the API for links on. */
    static ReconcilerSettings links(Path tokens) {
        return settings(tokens.resolveSibling("sources.yaml"), new ReconcilerSettings.Links(true, tokens));
    }

    private static ReconcilerSettings settings(Path sources, ReconcilerSettings.Links links) {
        return new ReconcilerSettings(
                new ReconcilerSettings.Sources(sources, SOME),
                "http://registry.invalid",
                SOME,
                Duration.ofDays(1),
                1,
                SOME,
                SOME,
                false,
                false,
                null,
                new ReconcilerSettings.Listing(SOME, SOME, SOME, SOME),
                new ReconcilerSettings.Budget(1, 1, 1, 1),
                new ReconcilerSettings.Request(SOME, 1),
                new ReconcilerSettings.Egress(null),
                links);
    }
}
