package io.adjourn.streams.topology;

import io.adjourn.config.Source;
import io.adjourn.config.Sources;
import io.adjourn.vendors.CompletionRules;
import io.adjourn.vendors.Vendors;
import java.util.Optional;

/**
 * When meetings close: as the sources file says, or where it no longer names the source, as is right for the vendor.
 */
public record Rules(Vendors vendors, Sources sources) {

    CompletionRules of(String source, String vendor) {
        return find(source, vendor).orElseThrow(() -> new IllegalStateException("no vendor of that name: " + vendor));
    }

    Optional<CompletionRules> find(String source, String vendor) {
        return sources.find(source)
                .filter(configured -> configured.vendor().id().equals(vendor))
                .map(Source::rules)
                .or(() -> vendors.byId(vendor).map(known -> known.completionRules()));
    }
}
