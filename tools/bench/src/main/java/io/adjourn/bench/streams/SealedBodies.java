package io.adjourn.bench.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.contracts.RawHeaders;
import io.adjourn.vendors.Body;
import io.adjourn.vendors.Delivery;
import io.adjourn.vendors.Headers;
import io.adjourn.vendors.Normalization;
import io.adjourn.vendors.Vendors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.zip.DeflaterOutputStream;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What it takes to seal bodies with a key for each meeting (AES-GCM), beside what it takes to read them, which streams does anyway. */
final class SealedBodies {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BITS = 256;

    /** How a body is kept. */
    enum Kept {
        AS_IT_IS,
        SEALED,
        /** Made small first, each body alone: what is sealed does not become smaller. */
        DEFLATED_AND_SEALED
    }

    private final List<ProducerRecord<String, byte[]>> deliveries;
    private final Duration round;
    private final Map<String, SecretKey> keys = new HashMap<>();
    private final SecureRandom random = new SecureRandom();

    /** @param round how long each thing is repeated, twice, the first time only to be compiled */
    SealedBodies(List<ProducerRecord<String, byte[]>> deliveries, Duration round) {
        this.deliveries = List.copyOf(deliveries);
        this.round = round;
        deliveries.forEach(delivery -> keys.computeIfAbsent(delivery.key(), _ -> newKey()));
    }

    int meetings() {
        return keys.size();
    }

    /** Microseconds a delivery, read as streams does. */
    double reading() {
        return micros(SealedBodies::read);
    }

    /** Microseconds a delivery, sealed: the body once, and as much again for what is made of it. */
    double sealing() {
        return micros(delivery -> sealed(delivery.key(), delivery.value()).length
                + (long) sealed(delivery.key(), delivery.value()).length);
    }

    /** Microseconds a meeting, for a new key. */
    double newKeys() {
        long start = System.nanoTime();
        for (int i = 0; i < meetings(); i++) {
            newKey();
        }
        return (System.nanoTime() - start) / 1e3 / meetings();
    }

    /** The deliveries as records. */
    List<ConsumerRecord<byte[], byte[]>> records(Kept kept) {
        return deliveries.stream()
                .map(delivery -> new ConsumerRecord<>(
                        delivery.topic(), 0, 0, delivery.key().getBytes(UTF_8), kept(delivery, kept)))
                .toList();
    }

    private byte[] kept(ProducerRecord<String, byte[]> delivery, Kept kept) {
        return switch (kept) {
            case AS_IT_IS -> delivery.value();
            case SEALED -> sealed(delivery.key(), delivery.value());
            case DEFLATED_AND_SEALED -> sealed(delivery.key(), deflated(delivery.value()));
        };
    }

    private static byte[] deflated(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var deflating = new DeflaterOutputStream(out)) {
            deflating.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return out.toByteArray();
    }

    private static long read(ProducerRecord<String, byte[]> delivery) {
        Map<String, String> headers = RawHeaders.texts(delivery.headers());
        var vendor =
                Vendors.KNOWN.byId(headers.getOrDefault(RawHeaders.VENDOR, "")).orElseThrow();
        return vendor.normalize(new Delivery(new Body(delivery.value()), Headers.of(headers), Instant.EPOCH))
                        instanceof Normalization.Events events
                ? events.events().size()
                : 0;
    }

    private byte[] sealed(String meeting, byte[] body) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, keys.get(meeting), new GCMParameterSpec(TAG_BITS, nonce));
            byte[] text = cipher.doFinal(body);
            byte[] all = new byte[NONCE + text.length];
            System.arraycopy(nonce, 0, all, 0, NONCE);
            System.arraycopy(text, 0, all, NONCE, text.length);
            return all;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM", e);
        }
    }

    private static SecretKey newKey() {
        try {
            var generator = KeyGenerator.getInstance("AES");
            generator.init(KEY_BITS);
            return generator.generateKey();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES", e);
        }
    }

    private double micros(ToLongFunction<ProducerRecord<String, byte[]>> work) {
        repeat(work);
        return repeat(work);
    }

    private double repeat(ToLongFunction<ProducerRecord<String, byte[]>> work) {
        long start = System.nanoTime();
        long done = 0;
        long sum = 0;
        while (System.nanoTime() - start < round.toNanos()) {
            for (var delivery : deliveries) {
                sum += work.applyAsLong(delivery);
                done++;
            }
        }
        if (sum == 0) {
            throw new IllegalStateException("nothing was done");
        }
        return (System.nanoTime() - start) / 1e3 / done;
    }
}
