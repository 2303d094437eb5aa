package io.adjourn.inspector.page;

import io.adjourn.inspector.access.Viewer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is around each page's own content.
 *
 * @param title of the window; {@code · Adjourn} is added
 * @param section which of the sections in the navigation it belongs to; null for none
 * @param query what was looked for
 * @param viewer who looks; null where that is not known, as on an error's page
 * @param updates where the script hears of news; null where nothing changes
 * @param notices what everybody has to know on every page, such as that indexing has stopped
 */
record Frame(
        String title,
        @Nullable Section section,
        String query,
        @Nullable Viewer viewer,
        @Nullable String updates,
        Assets assets,
        List<String> notices) {

    enum Section {
        MEETINGS("Meetings", Paths.HOME),
        REJECTS("Rejects", Paths.REJECTS),
        SOURCES("Sources", Paths.SOURCES);

        private final String words;
        private final String path;

        Section(String words, String path) {
            this.words = words;
            this.path = path;
        }

        String words() {
            return words;
        }

        String path() {
            return path;
        }
    }

    Frame {
        notices = List.copyOf(notices);
    }
}
