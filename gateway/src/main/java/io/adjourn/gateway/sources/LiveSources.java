package io.adjourn.gateway.sources;

import static java.util.stream.Collectors.toCollection;

import io.adjourn.config.InvalidSourcesException;
import io.adjourn.config.Reloadable;
import io.adjourn.config.Source;
import io.adjourn.config.Sources;
import io.adjourn.config.SourcesFile;
import io.adjourn.vendors.Vendors;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sources as the file and its secret files say now, looked at every {@code gateway.sources.reload-interval}. A file that
 * cannot be used, or is not read in time, leaves the last valid sources in place, and is logged. Thread-safe: a request asks once
 * and keeps what it was given.
 *
 * <p>Sources that are only added are used at once. A change of what is there, be it a source removed or another secret, is used
 * when two readings in a row have found it: a file that is half written may be valid, and lacks sources, secrets or settings.
 */
@Singleton
public final class LiveSources {
    private static final Logger LOG = LoggerFactory.getLogger(LiveSources.class);

    private final Reloadable<Sources> sources;
    private final Set<String> removed = ConcurrentHashMap.newKeySet();

    LiveSources(GatewaySettings settings, MeterRegistry meters) throws InvalidSourcesException {
        sources = new Reloadable<>(
                "sources",
                () -> SourcesFile.read(settings.sources().file(), Vendors.KNOWN, System.getenv()),
                LiveSources::onlyAdds,
                this::changed);
        warnOf(current().unverified());
        Gauge.builder(
                        "adjourn.gateway.sources.unverified",
                        () -> current().unverified().size())
                .description("Sources that accept deliveries from anyone")
                .register(meters);
        Gauge.builder("adjourn.gateway.sources.reload.failed", () -> fault() == null ? 0 : 1)
                .description("1 while the sources file or a secret file is not valid")
                .register(meters);
        TimeGauge.builder(
                        "adjourn.gateway.sources.last.read.age",
                        sources,
                        TimeUnit.MILLISECONDS,
                        read -> read.lastReadAge().toMillis())
                .description("Time since the sources file and its secret files were last read, valid or not")
                .register(meters);
    }

    /** All sources as they are now, of one reading of the file. */
    public Sources current() {
        return sources.current();
    }

    /** Whether a source of that name was removed since the start; it may have been added again. */
    public boolean wasRemoved(String name) {
        return removed.contains(name);
    }

    /** Why the newest state of the files is not in use, null if it is. */
    @Nullable
    String fault() {
        return sources.fault();
    }

    /** Since the files were last read. */
    Duration lastReadAge() {
        return sources.lastReadAge();
    }

    @Scheduled(initialDelay = "${gateway.sources.reload-interval}", fixedDelay = "${gateway.sources.reload-interval}")
    void reload() {
        sources.look();
    }

    private static boolean onlyAdds(Sources last, Sources next) {
        return next.byName().entrySet().containsAll(last.byName().entrySet());
    }

    private void changed(Sources last, Sources next) {
        Set<String> gone = namesIn(last);
        gone.removeAll(namesIn(next));
        Set<String> added = namesIn(next);
        added.removeAll(namesIn(last));
        removed.addAll(gone);
        LOG.info("Sources reloaded: sources={} added={}", next.all().size(), added);
        for (String name : gone) {
            LOG.warn("Source removed from the sources file; its deliveries are answered 404: source={}", name);
        }
        warnOf(next.unverified().stream()
                .filter(source -> !last.unverified().contains(source))
                .toList());
    }

    private static void warnOf(List<Source> unverified) {
        for (Source source : unverified) {
            LOG.warn(
                    "Source is not verified: anyone can post to it (verification: none in the sources file):"
                            + " source={}",
                    source.name());
        }
    }

    private static Set<String> namesIn(Sources sources) {
        return sources.all().stream().map(Source::name).collect(toCollection(TreeSet::new));
    }
}
