package io.adjourn.bench.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeldomMetTest {

    @Test
    void shouldFindThePairOfWhichTheRarerFilterFitsMost() {
        var meetings = new ArrayList<Set<String>>();
        meetings.addAll(Collections.nCopies(100, Set.of("outcome=FAILED", "vendor=vexa")));
        meetings.addAll(Collections.nCopies(80, Set.of("outcome=PARTIAL", "missing=AUDIO", "vendor=vexa")));
        meetings.addAll(Collections.nCopies(20, Set.of("outcome=TIMED_OUT", "vendor=vexa")));

        assertThat(SeldomMet.pairs(meetings))
                .containsExactly("missing=AUDIO&outcome=FAILED", "missing=AUDIO&outcome=TIMED_OUT");
    }

    @Test
    void shouldFindNoneWhereAllMeetOrExcludeEachOtherByTheirKind() {
        assertThat(SeldomMet.pairs(
                        List.of(Set.of("outcome=FAILED", "vendor=vexa"), Set.of("outcome=PARTIAL", "vendor=vexa"))))
                .isEmpty();
    }
}
