package io.adjourn.gateway.publish;

import io.adjourn.gateway.publish.KafkaAnswer.Acknowledged;
import io.adjourn.gateway.publish.KafkaAnswer.Away;
import io.adjourn.gateway.publish.KafkaAnswer.Busy;
import io.adjourn.gateway.publish.KafkaAnswer.Refused;
import io.adjourn.gateway.publish.KafkaPublisher.Over;
import io.adjourn.gateway.publish.KafkaPublisher.Sending;
import io.adjourn.spool.Entry;
import io.adjourn.spool.Spool;
import io.adjourn.vendors.Body;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves spooled records to Kafka: oldest first, and each is removed only once every in-sync replica has it. One that Kafka
 * refuses as the topic is set up goes behind all others, and is tried again: it is never lost, and holds nothing up.
 */
final class SpoolDrain {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolDrain.class);
    private static final int RECORDS_AT_ONCE = 500;
    /** Live deliveries want room in the producer, too. */
    private static final long BYTES_AT_ONCE = 4L * 1024 * 1024;

    private final Spool spool;
    private final KafkaPublisher kafka;
    private final Counter drained;

    SpoolDrain(Spool spool, KafkaPublisher kafka, MeterRegistry meters) {
        this.spool = spool;
        this.kafka = kafka;
        this.drained = Counter.builder("adjourn.gateway.spool.drained")
                .description("Spooled deliveries that Kafka has taken")
                .register(meters);
    }

    /**
     * What came of a step.
     *
     * @param delivered how many Kafka has taken
     * @param last what it said to the last one looked at
     */
    record Step(int delivered, KafkaAnswer last) {}

    boolean isEmpty() {
        return spool.depth().records() == 0;
    }

    /** Moves the oldest ones. There must be one. */
    Step step() throws IOException, InterruptedException {
        return move(spool.peek(RECORDS_AT_ONCE, BYTES_AT_ONCE));
    }

    /** Moves the very oldest, to see whether Kafka takes it. There must be one. */
    Step probe() throws IOException, InterruptedException {
        return move(spool.peek(1, 1));
    }

    private Step move(List<Entry> entries) throws IOException, InterruptedException {
        List<Sending> sendings = send(entries);
        int delivered = 0;
        int done = 0;
        KafkaAnswer answer = new Acknowledged();
        while (done < sendings.size() && !(answer instanceof Away || answer instanceof Busy)) {
            answer = kafka.await(sendings.get(done));
            switch (answer) {
                case Acknowledged() -> {
                    delivered++;
                    done++;
                }
                case Refused(String why) -> {
                    putLast(entries.get(done), why);
                    done++;
                }
                case Away _, Busy _ -> {}
            }
        }
        spool.remove(done);
        drained.increment(delivered);
        return new Step(delivered, answer);
    }

    /** Sends them, or those before the first that cannot be sent: each that cannot may block for a while. */
    private List<Sending> send(List<Entry> entries) {
        var sendings = new ArrayList<Sending>();
        boolean going = true;
        for (int i = 0; going && i < entries.size(); i++) {
            Sending sending = kafka.send(toRaw(entries.get(i)));
            sendings.add(sending);
            going = !(sending instanceof Over(var answer) && (answer instanceof Away || answer instanceof Busy));
        }
        return sendings;
    }

    private void putLast(Entry entry, String why) throws IOException, InterruptedException {
        LOG.atError()
                .addKeyValue("key", entry.key())
                .addKeyValue("why", why)
                .log("Kafka refuses a spooled delivery, tried again later: look at the topic's limits");
        if (spool.putLast(entry) instanceof Spool.Refused(String refusal)) {
            throw new IOException(refusal);
        }
    }

    private static RawRecord toRaw(Entry entry) {
        return new RawRecord(entry.key(), new Body(entry.bytes()), entry.headers());
    }
}
