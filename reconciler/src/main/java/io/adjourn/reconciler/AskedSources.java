package io.adjourn.reconciler;

import io.adjourn.config.ApiAccess;
import io.adjourn.config.InvalidSourcesException;
import io.adjourn.config.Reloadable;
import io.adjourn.config.Source;
import io.adjourn.config.Sources;
import io.adjourn.config.SourcesFile;
import io.adjourn.reconciler.plan.Party;
import io.adjourn.vendors.Vendors;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sources that have an API key, as the file and the files of keys say now. A file that cannot be used leaves the last valid one in
 * place, and is logged. A change is used when two readings in a row have found it. Thread-safe.
 */
@Singleton
class AskedSources {
    private static final Logger LOG = LoggerFactory.getLogger(AskedSources.class);

    private final Reloadable<Map<String, Asked>> sources;

    /**
     * A source to ask for.
     *
     * @param api how its vendor is asked
     */
    record Asked(Source source, ApiAccess api) {
        /** What fails together. */
        String place() {
            URI url = api.baseUrl();
            return url.getScheme() + "://" + url.getRawAuthority();
        }
    }

    AskedSources(ReconcilerSettings settings) throws InvalidSourcesException {
        this.sources = new Reloadable<>(
                "sources",
                () -> asked(SourcesFile.readWithApiKeys(settings.sources().file(), Vendors.KNOWN, System.getenv())),
                (_, _) -> false,
                (_, next) -> LOG.info("Sources reloaded: asked={}", next.keySet()));
        if (current().isEmpty()) {
            LOG.warn(
                    "No source in {} has api-keys: nobody is asked",
                    settings.sources().file());
        }
    }

    private static Map<String, Asked> asked(Sources all) {
        Map<String, Asked> asked = new TreeMap<>();
        for (Source source : all.all()) {
            ApiAccess api = source.api();
            if (api != null) {
                asked.put(source.name(), new Asked(source, api));
            }
        }
        return Map.copyOf(asked);
    }

    /** By name, as they are now. */
    Map<String, Asked> current() {
        return sources.current();
    }

    /** Why the newest state of the files is not in use, null if it is. */
    @Nullable
    String fault() {
        return sources.fault();
    }

    /** As those who are asked. */
    static List<Party> parties(Map<String, Asked> asked) {
        return asked.values().stream()
                .flatMap(one -> one.source().vendor().readApi().stream()
                        .map(api -> new Party(
                                one.source().name(),
                                one.source().vendor().id(),
                                one.place(),
                                one.source().rules().expects(),
                                api)))
                .toList();
    }

    @Scheduled(
            initialDelay = "${reconciler.sources.reload-interval}",
            fixedDelay = "${reconciler.sources.reload-interval}")
    void reload() {
        sources.look();
    }
}
