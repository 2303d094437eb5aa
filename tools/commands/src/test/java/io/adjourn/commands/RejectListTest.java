package io.adjourn.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.commands.rejected.Reject;
import io.adjourn.commands.rejected.TestRejects;
import io.adjourn.meetings.v1.RejectReason;
import java.util.List;
import org.junit.jupiter.api.Test;

class RejectListTest {
    private final Reject first = TestRejects.reject(3, 7);
    private final Reject again = TestRejects.again(10, 17, first.id());
    private final Reject notJson = TestRejects.entry(
                    0, 1, "acme/delivery/00ff", TestRejects.delivery(RejectReason.NOT_JSON, new byte[1200]))
            .reject();

    @Test
    void shouldListARejectALineThenCountThemByReason() {
        assertThat(new RejectList(List.of(first, again, notJson), 100).lines()).containsExactly("""
                3-7    2026-02-27T07:11:51.863Z  BAD_VALUE  acme  meetstream  acme/b-1            normalize  2 B            what is wrong
                10-17  2026-02-27T07:11:51.863Z  BAD_VALUE  acme  meetstream  acme/b-1            normalize  0 B     again  what is wrong
                0-1    2026-02-27T07:11:51.863Z  NOT_JSON   acme  meetstream  acme/delivery/00ff  normalize  1200 B         what is wrong
                3 rejects: NOT_JSON 1, BAD_VALUE 2; of them replayed and rejected again: 1\
                """.split("\n"));
    }

    @Test
    void shouldCountAllWhenOnlySomeAreShown() {
        assertThat(new RejectList(List.of(first, notJson), 1).lines())
                .hasSize(2)
                .last()
                .isEqualTo("2 rejects: NOT_JSON 1, BAD_VALUE 1; shown: 1");
    }

    @Test
    void shouldSaySoWhenThereIsNone() {
        assertThat(new RejectList(List.of(), 10).lines()).containsExactly("no rejects");
    }
}
