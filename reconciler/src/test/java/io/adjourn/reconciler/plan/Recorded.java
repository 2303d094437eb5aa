package io.adjourn.reconciler.plan;

import io.adjourn.vendors.SentDelivery;
import java.util.ArrayList;
import java.util.List;

/** Remembers what a watcher is told. */
final class Recorded implements Watcher {
    final List<String> asked = new ArrayList<>();
    final List<String> answers = new ArrayList<>();
    final List<Reason> repaired = new ArrayList<>();
    final List<String> undelivered = new ArrayList<>();
    int unheard;

    @Override
    public void asked(String source, String vendor, String endpoint) {
        asked.add(endpoint);
    }

    @Override
    public void answered(String source, String vendor, String endpoint, RequestResult answer) {
        answers.add(answer.word());
    }

    @Override
    public void listed(String source, String vendor, int bots, int more) {
        unheard += more;
    }

    @Override
    public void repaired(String source, String vendor, Reason reason) {
        repaired.add(reason);
    }

    @Override
    public void undelivered(String source, String vendor, SentDelivery sent) {
        undelivered.add(sent.eventId());
    }
}
