package io.adjourn.streams.plan;

import io.adjourn.config.Source;
import io.adjourn.config.Sources;
import io.adjourn.vendors.CompletionRules;
import io.adjourn.vendors.Vendors;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * When meetings close: as the sources file says, or where it no longer names the source, as is right for the vendor.
 */
public record Rules(Vendors vendors, Sources sources) {

    /**
     * The rules of a source.
     *
     * @throws IllegalStateException where no vendor of that name is known: a delivery of it is rejected before
     */
    public CompletionRules of(String source, String vendor) {
        return find(source, vendor).orElseThrow(() -> new IllegalStateException("no vendor of that name: " + vendor));
    }

    /** Differs where any of them differ; the same in every process. */
    public long fingerprint() {
        var text = new StringBuilder();
        vendors.all().forEach(vendor -> append(text, vendor.id(), vendor.completionRules()));
        sources.all()
                .forEach(source ->
                        append(text, source.name() + " " + source.vendor().id(), source.rules()));
        var digest = new CRC32C();
        digest.update(text.toString().getBytes(StandardCharsets.UTF_8));
        return digest.getValue();
    }

    private static void append(StringBuilder text, String whose, CompletionRules rules) {
        text.append(whose)
                .append(rules.expects().stream().sorted().toList())
                .append(rules.settle())
                .append(rules.provisionalSettle())
                .append(rules.doneGrace())
                .append(rules.silence())
                .append(rules.scheduledSilence());
    }

    /** The rules of a source; empty where no vendor of that name is known any more. */
    public Optional<CompletionRules> find(String source, String vendor) {
        return sources.find(source)
                .filter(configured -> configured.vendor().id().equals(vendor))
                .map(Source::rules)
                .or(() -> vendors.byId(vendor).map(known -> known.completionRules()));
    }
}
