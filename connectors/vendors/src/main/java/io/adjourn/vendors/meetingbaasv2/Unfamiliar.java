package io.adjourn.vendors.meetingbaasv2;

import io.adjourn.vendors.meetingbaasv2.Meaning.Chatted;
import io.adjourn.vendors.meetingbaasv2.Meaning.Completed;
import io.adjourn.vendors.meetingbaasv2.Meaning.ConnectionChanged;
import io.adjourn.vendors.meetingbaasv2.Meaning.EventChanged;
import io.adjourn.vendors.meetingbaasv2.Meaning.Example;
import io.adjourn.vendors.meetingbaasv2.Meaning.Failed;
import io.adjourn.vendors.meetingbaasv2.Meaning.Stepped;
import io.adjourn.vendors.meetingbaasv2.Meaning.Synced;
import io.adjourn.vendors.meetingbaasv2.Meaning.Unknown;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where in a body something stands that is not known, as paths of known names. */
final class Unfamiliar {
    private Unfamiliar() {}

    static Set<String> in(Payload payload) {
        if (payload.meaning() instanceof Example) {
            return Set.of();
        }
        var paths = new TreeSet<>(Fields.KNOWN.unknownIn(payload.body()));
        values(payload).forEach(paths::add);
        return paths;
    }

    private static Stream<String> values(Payload payload) {
        return switch (payload.meaning()) {
            case Completed() ->
                Stream.of(Product.values())
                        .flatMap(product -> product.fields().stream())
                        .filter(field -> !Product.isReadable(payload.data().path(field)))
                        .map("data."::concat);
            case Failed() -> pathIf(isUnknownError(payload.errorCode()), "data.error_code");
            case Stepped() -> pathIf(isUnknownStatus(payload.statusCode()), "data.status.code");
            case ConnectionChanged _ ->
                pathIf(CalendarReading.isUnknownConnection(payload.text("status")), "data.status");
            case Unknown() -> pathIf(payload.event() != null, "event");
            case Chatted _, EventChanged _, Synced _, Example _ -> Stream.empty();
        };
    }

    private static boolean isUnknownError(@Nullable String code) {
        return code != null && !ErrorCodes.isKnown(code);
    }

    private static boolean isUnknownStatus(@Nullable String code) {
        return code != null && StatusCode.of(code) == null;
    }

    private static Stream<String> pathIf(boolean unknown, String path) {
        return unknown ? Stream.of(path) : Stream.empty();
    }
}
