package io.adjourn.simulator;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A request as a vendor's API sees it, its key apart.
 *
 * @param path decoded
 * @param query its fields, decoded; of several of one name, the last
 * @param base where the API is, for the links it writes
 * @param faults what is to be wrong with its answer
 */
public record ApiRequest(String method, String path, Map<String, String> query, URI base, Set<ApiFault> faults) {

    static ApiRequest of(String method, URI uri, URI base, Set<ApiFault> faults) {
        var query = new HashMap<String, String>();
        String raw = uri.getRawQuery();
        if (raw != null) {
            for (String field : raw.split("&", -1)) {
                int equals = field.indexOf('=');
                String name = equals < 0 ? field : field.substring(0, equals);
                String value = equals < 0 ? "" : field.substring(equals + 1);
                query.put(name, URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
        }
        return new ApiRequest(method, uri.getPath(), Map.copyOf(query), base, Set.copyOf(faults));
    }

    /** Whether that is to be wrong. */
    public boolean has(ApiFault fault) {
        return faults.contains(fault);
    }

    /** A number in the query, between 0 and the greatest. */
    public int number(String name, int otherwise, int greatest) {
        try {
            return Math.clamp(Integer.parseInt(query.getOrDefault(name, "" + otherwise)), 0, greatest);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
