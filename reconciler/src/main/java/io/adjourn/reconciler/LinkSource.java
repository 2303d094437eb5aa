package io.adjourn.reconciler;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.vendors.Event.Link;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Where fresh links come from. */
interface LinkSource {

    /**
     * Asks for a fresh link.
     *
     * @param artifactId the vendor's id of one of several artifacts, null for the newest
     * @return empty if another instance asks; otherwise a future of the link, empty if there is none now
     */
    Optional<CompletableFuture<Optional<Link>>> link(
            String source, String session, ArtifactKind kind, @Nullable String artifactId);
}
