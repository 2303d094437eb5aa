package io.adjourn.streams.plan;

import io.adjourn.config.Source;
import io.adjourn.config.Sources;
import io.adjourn.vendors.CompletionRules;
import io.adjourn.vendors.Vendors;
import java.util.Optional;

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

    /** The rules of a source; empty where no vendor of that name is known any more. */
    public Optional<CompletionRules> find(String source, String vendor) {
        return sources.find(source)
                .filter(configured -> configured.vendor().id().equals(vendor))
                .map(Source::rules)
                .or(() -> vendors.byId(vendor).map(known -> known.completionRules()));
    }
}
