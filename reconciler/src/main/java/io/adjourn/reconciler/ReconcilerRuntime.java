package io.adjourn.reconciler;

import io.adjourn.config.BadConfigurationException;
import io.adjourn.contracts.Causes;
import io.adjourn.contracts.Installation;
import io.adjourn.contracts.SchemaRegistry;
import io.adjourn.contracts.WireFormat;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.reconciler.AskedSources.Asked;
import io.adjourn.reconciler.ask.Client;
import io.adjourn.reconciler.ask.Egress;
import io.adjourn.reconciler.log.Lease;
import io.adjourn.reconciler.plan.Allowance;
import io.adjourn.reconciler.plan.Pauses;
import io.adjourn.reconciler.plan.ReconciliationRules;
import io.adjourn.vendors.Event.Link;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for what it needs, then for the lease, and works while it has it. What goes wrong with Kafka ends the shift, and another begins
 * with what is remembered.
 */
@Singleton
class ReconcilerRuntime implements LinkSource {
    private static final Logger LOG = LoggerFactory.getLogger(ReconcilerRuntime.class);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(2);
    private static final Duration WAITING = Duration.ofMillis(500);
    private static final Duration TO_STOP = Duration.ofSeconds(12);
    /** Far longer than a turn takes, also one that waits for Kafka. */
    private static final Duration HANGING = Duration.ofMinutes(3);

    /** What this instance does now. */
    enum Role {
        /** It waits for Kafka. */
        WAITING,
        /** Another instance asks, and this one takes over if that goes. */
        STANDBY,
        ACTIVE
    }

    private final ReconcilerSettings settings;
    private final KafkaSettings kafka;
    private final Installation installation;
    private final SchemaRegistry schemas;
    private final AskedSources sources;
    private final Meters meters;
    private final Clock clock = Clock.systemUTC();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Queue<Shift.LinkRequest> links = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Thread thread;
    private volatile Role role = Role.WAITING;
    private volatile String waitingFor = "Kafka";
    private volatile long lastTurn = System.nanoTime();
    private volatile boolean failed;

    ReconcilerRuntime(
            ReconcilerSettings settings,
            KafkaSettings kafka,
            Installation installation,
            SchemaRegistry schemas,
            AskedSources sources,
            Meters meters) {
        this.settings = settings;
        this.kafka = kafka;
        this.installation = installation;
        this.schemas = schemas;
        this.sources = sources;
        this.meters = meters;
    }

    /** Starts in the background: health tells how far it is. */
    void start() {
        thread = Thread.ofPlatform().name("reconciler").start(() -> {
            try {
                run();
            } catch (RuntimeException | Error e) {
                failed = true;
                ReconcilerApplication.fail(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    Role role() {
        return role;
    }

    /** What it waits for, where it does. */
    String waitingFor() {
        return waitingFor;
    }

    /** Whether the process ends because it must, with an exit code of its own. */
    boolean hasFailed() {
        return failed;
    }

    /** Whether it still turns. */
    boolean isAlive() {
        return !failed && System.nanoTime() - lastTurn < HANGING.toNanos();
    }

    @Override
    public Optional<CompletableFuture<Optional<Link>>> link(
            String source, String session, ArtifactKind kind, @Nullable String artifactId) {
        if (role != Role.ACTIVE) {
            return Optional.empty();
        }
        var wanted = new Shift.LinkRequest(source, session, kind, artifactId, new CompletableFuture<>());
        links.add(wanted);
        return Optional.of(wanted.link());
    }

    private void run() throws InterruptedException {
        if (!awaitPrerequisites()) {
            return;
        }
        try (var client = new Client(
                        new Egress(settings.egress().named()),
                        settings.request().timeout(),
                        clock);
                var values = WireFormat.reader(registryClient())) {
            var tools = new Shift.Tools(
                    kafka,
                    installation,
                    values,
                    rules(),
                    client,
                    meters,
                    settings.request().concurrency(),
                    clock);
            while (isToGoOn()) {
                try (var lease = new Lease(
                        kafka.lease(), installation.topics().reconciler().name())) {
                    waitAndWork(lease, tools);
                } catch (KafkaException e) {
                    // Of Kafka itself, or fenced by another; what is remembered is true in both cases.
                    waits(Causes.text(e));
                    LOG.warn("Not asking now; trying again: why={}", Causes.text(e));
                    stopping.await(BETWEEN_ATTEMPTS.toMillis(), TimeUnit.MILLISECONDS);
                } finally {
                    meters.active(false);
                }
            }
        }
    }

    private void waitAndWork(Lease lease, Shift.Tools tools) {
        while (isToGoOn()) {
            boolean isHeld = lease.isHeld(WAITING);
            lastTurn = System.nanoTime();
            role = Role.STANDBY;
            waitingFor = "the instance that asks to go";
            Map<String, Asked> asked = sources.current();
            if (isHeld) {
                work(lease, tools, asked);
            }
        }
    }

    private void work(Lease lease, Shift.Tools tools, Map<String, Asked> asked) {
        try (var shift = new Shift(lease, tools, asked)) {
            role = Role.ACTIVE;
            meters.active(true);
            while (isToGoOn()
                    && lease.isHeld(Duration.ZERO)
                    && sources.current().equals(asked)) {
                lastTurn = System.nanoTime();
                shift.turn(links);
            }
            shift.finish();
        } finally {
            role = Role.STANDBY;
            meters.active(false);
            for (var left = links.poll(); left != null; left = links.poll()) {
                left.link().complete(Optional.empty());
            }
        }
    }

    private boolean awaitPrerequisites() throws InterruptedException {
        do {
            try {
                lastTurn = System.nanoTime();
                Prerequisites.check(kafka.admin(), installation);
                return true;
            } catch (IOException e) {
                waits(String.valueOf(e.getMessage()));
                LOG.warn("Waiting: for={}", waitingFor);
            }
        } while (!stopping.await(BETWEEN_ATTEMPTS.toMillis(), TimeUnit.MILLISECONDS));
        return false;
    }

    private io.confluent.kafka.schemaregistry.client.SchemaRegistryClient registryClient() {
        try {
            return schemas.client();
        } catch (IllegalArgumentException e) {
            throw new BadConfigurationException(String.valueOf(e.getMessage()), e);
        }
    }

    private void waits(String what) {
        lastTurn = System.nanoTime();
        role = Role.WAITING;
        waitingFor = what;
    }

    private boolean isToGoOn() {
        return stopping.getCount() > 0;
    }

    private ReconciliationRules rules() {
        var budget = settings.budget();
        var listing = settings.listing();
        return new ReconciliationRules(
                settings.beforeDeadline(),
                settings.lookBack(),
                settings.attempts(),
                new Pauses(
                        settings.firstPause(),
                        settings.longestPause(),
                        installation.name().hashCode()),
                settings.unconfirmed(),
                settings.failed(),
                settings.keepLinks(),
                listing.interval(),
                listing.first(),
                listing.grace(),
                listing.runningGrace(),
                new Allowance(budget.perMinute(), budget.perDay()),
                new Allowance(budget.vendorPerMinute(), budget.vendorPerDay()));
    }

    @PreDestroy
    void stop() throws InterruptedException {
        stopping.countDown();
        Thread running = thread;
        if (running != null && !running.join(TO_STOP)) {
            LOG.warn("Did not stop in time: limit={}", TO_STOP);
        }
    }
}
