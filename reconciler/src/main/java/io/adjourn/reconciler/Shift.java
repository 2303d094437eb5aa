package io.adjourn.reconciler;

import io.adjourn.contracts.Installation;
import io.adjourn.contracts.MeetingKey;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.reconciler.AskedSources.Asked;
import io.adjourn.reconciler.ask.Client;
import io.adjourn.reconciler.log.AnswerPublisher;
import io.adjourn.reconciler.log.Journal;
import io.adjourn.reconciler.log.Lease;
import io.adjourn.reconciler.log.Readings;
import io.adjourn.reconciler.plan.Agenda;
import io.adjourn.reconciler.plan.Ask;
import io.adjourn.reconciler.plan.Party;
import io.adjourn.reconciler.plan.ReconciliationRules;
import io.adjourn.reconciler.plan.RequestResult;
import io.adjourn.vendors.Delivery;
import io.adjourn.vendors.Event.Link;
import io.adjourn.vendors.Headers;
import io.adjourn.vendors.Normalization.Rejected;
import io.adjourn.vendors.ReadApi;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time in which this instance has the lease: what was remembered is read, the topics are read up to their ends, and then, turn by
 * turn, it is asked what is to be asked. Nothing is sent before it is remembered that it is. One thread at a time; only the requests
 * themselves have threads of their own.
 */
final class Shift implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Shift.class);
    private static final Duration ONE_READING = Duration.ofMillis(200);
    private static final Duration BETWEEN_STANDINGS = Duration.ofSeconds(5);
    private static final Duration TO_FINISH = Duration.ofSeconds(5);
    private static final int LARGE = 1024 * 1024;

    private final Lease lease;
    private final Clock clock;
    private final Client client;
    private final Meters meters;
    private final int concurrency;
    private final Map<String, Asked> asked;
    private final Map<String, ReadApi> apis = new HashMap<>();
    private final Agenda agenda;
    private final Journal journal;
    private final Readings readings;
    private final AnswerPublisher deliveries;
    private final Queue<Answered> answers = new ConcurrentLinkedQueue<>();
    private final Map<Ask, CompletableFuture<Optional<Link>>> awaited = new HashMap<>();
    private final Object largeBodies = new Object();
    private int inFlight;
    private boolean hasCaughtUp;
    private Instant standingsAt = Instant.EPOCH;

    private record Answered(Ask ask, RequestResult answer) {}

    /**
     * Somebody wants a fresh link, and waits for it.
     *
     * @param link told the link, or that there is none
     */
    record LinkRequest(
            String source,
            String session,
            ArtifactKind kind,
            @Nullable String artifactId,
            CompletableFuture<Optional<Link>> link) {}

    /**
     * What a shift needs.
     *
     * @param values reads values of the contract's topics
     * @param concurrency how many requests may be under way
     */
    record Tools(
            KafkaSettings kafka,
            Installation installation,
            Deserializer<Object> values,
            ReconciliationRules rules,
            Client client,
            Meters meters,
            int concurrency,
            Clock clock) {}

    /** Begins: fences whoever asked before, and reads what is remembered. */
    Shift(Lease lease, Tools tools, Map<String, Asked> asked) {
        this.lease = lease;
        this.clock = tools.clock();
        this.client = tools.client();
        this.meters = tools.meters();
        this.concurrency = tools.concurrency();
        this.asked = asked;
        List<Party> parties = AskedSources.parties(asked);
        parties.forEach(party -> apis.put(party.source(), party.api()));
        agenda = new Agenda(tools.rules(), parties, meters);
        var topics = tools.installation().topics();
        var opened = new ArrayList<AutoCloseable>();
        try {
            journal = new Journal(tools.kafka().journal(), topics.reconciler().name());
            opened.add(journal);
            lease.remembered().forEach(agenda::restore);
            deliveries = new AnswerPublisher(tools.kafka().deliveries(), topics.raw());
            opened.add(deliveries);
            readings = new Readings(
                    tools.kafka().readings(),
                    tools.values(),
                    topics,
                    agenda,
                    clock.instant(),
                    tools.rules().lookBack(),
                    parties.stream().anyMatch(party -> party.api().sent().isPresent()));
        } catch (RuntimeException e) {
            opened.forEach(one -> closeAfter(one, e));
            throw e;
        }
        LOG.info("This instance asks now: sources={}", apis.keySet());
    }

    private static void closeAfter(AutoCloseable opened, RuntimeException fault) {
        try {
            opened.close();
        } catch (Exception e) {
            fault.addSuppressed(e);
        }
    }

    /** One turn, which takes about as long as nothing comes. */
    void turn(Queue<LinkRequest> links) {
        readings.read(clock.instant(), answers.isEmpty() ? ONE_READING : Duration.ZERO);
        takeAnswers();
        if (!hasCaughtUp) {
            hasCaughtUp = readings.haveCaughtUp();
            if (!hasCaughtUp) {
                return;
            }
            LOG.info("Topics are read: meetings={}", agenda.knownMeetings());
        }
        Instant now = clock.instant();
        List<Ask> asks = new ArrayList<>(agenda.next(now, Math.max(0, concurrency - inFlight)));
        for (LinkRequest wanted = links.poll(); wanted != null; wanted = links.poll()) {
            ask(now, wanted).ifPresent(asks::add);
        }
        journal.write(agenda.changes());
        asks.forEach(this::send);
        if (!now.isBefore(standingsAt)) {
            standingsAt = now.plus(BETWEEN_STANDINGS);
            meters.standings(agenda.standings(now), now);
        }
    }

    private Optional<Ask> ask(Instant now, LinkRequest wanted) {
        Optional<Ask> ask = agenda.link(now, wanted.source(), wanted.session(), wanted.kind(), wanted.artifactId());
        ask.ifPresentOrElse(
                one -> awaited.put(one, wanted.link()), () -> wanted.link().complete(Optional.empty()));
        return ask;
    }

    private void send(Ask ask) {
        inFlight++;
        Thread.ofVirtual().name("ask").start(() -> answers.add(new Answered(ask, answer(ask))));
    }

    private RequestResult answer(Ask ask) {
        Asked source = asked.get(ask.source());
        ReadApi api = apis.get(ask.source());
        if (source == null || api == null) {
            return new RequestResult.Failed("no such source");
        }
        try {
            Instant askedAt = clock.instant();
            String etag = ask instanceof Ask.About about ? about.etag() : null;
            RequestResult answer = client.ask(source.api(), api.key(), ask.question(), etag);
            return ask instanceof Ask.About about && answer instanceof RequestResult.Told told
                    ? stored(source, api, about, told, askedAt)
                    : answer;
        } catch (RuntimeException | Error e) {
            // Whoever waits for it must be told.
            LOG.error(
                    "Fault while asking: source={} endpoint={}",
                    ask.source(),
                    ask.question().endpoint(),
                    e);
            return new RequestResult.Failed(e.getClass().getSimpleName());
        }
    }

    private RequestResult stored(Asked source, ReadApi api, Ask.About ask, RequestResult.Told told, Instant askedAt) {
        Instant now = clock.instant();
        String endpoint = ask.question().endpoint();
        if (isAboutAnother(api, endpoint, ask.session(), new Delivery(told.body(), Headers.NONE, now))) {
            return new RequestResult.Unusable("it is about another bot");
        }
        String meeting = new MeetingKey(ask.source(), ask.session()).toString();
        return deliveries.store(
                        meeting,
                        source.source().vendor().id(),
                        endpoint,
                        askedAt,
                        told.body().bytes(),
                        now)
                ? told
                : new RequestResult.NotStored();
    }

    /** An answer that cannot be read otherwise is a delivery: what it says may be read one day. */
    private boolean isAboutAnother(ReadApi api, String endpoint, String session, Delivery delivery) {
        if (delivery.body().bytes().length < LARGE) {
            return isMismatch(api, endpoint, session, delivery);
        }
        synchronized (largeBodies) {
            return isMismatch(api, endpoint, session, delivery);
        }
    }

    private static boolean isMismatch(ReadApi api, String endpoint, String session, Delivery delivery) {
        return api.normalize(endpoint, session, delivery) instanceof Rejected rejected
                && rejected.reason() == RejectReason.KEY_MISMATCH;
    }

    private void takeAnswers() {
        for (Answered one = answers.poll(); one != null; one = answers.poll()) {
            inFlight--;
            agenda.answered(clock.instant(), one.ask(), one.answer());
            CompletableFuture<Optional<Link>> link = awaited.remove(one.ask());
            if (link != null) {
                link.complete(link(one));
            }
        }
    }

    private Optional<Link> link(Answered one) {
        ReadApi api = apis.get(one.ask().source());
        return api != null
                        && one.ask() instanceof Ask.FreshLink wanted
                        && one.answer() instanceof RequestResult.Told told
                ? api.readLink(told.body().bytes(), wanted.kind(), clock.instant())
                : Optional.empty();
    }

    /** Waits for what is under way, and remembers what came of it. */
    void finish() {
        Instant due = clock.instant().plus(TO_FINISH);
        while (inFlight > 0 && clock.instant().isBefore(due) && lease.isHeld(ONE_READING)) {
            takeAnswers();
        }
        journal.write(agenda.changes());
    }

    @Override
    public void close() {
        awaited.values().forEach(link -> link.complete(Optional.empty()));
        meters.standings(List.of(), clock.instant());
        readings.close();
        deliveries.close();
        journal.close();
    }
}
