package io.adjourn.gateway.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastGoodTest {
    private String file = "first";
    private final List<String> told = new ArrayList<>();
    private final LastGood<String> read = new LastGood<>("file", () -> file, this::tell);

    private void tell(String last, String next) {
        told.add(last + " -> " + next + ", in use: " + read.current());
    }

    @Test
    void shouldTellOfAChangeBeforeAnybodyCanSeeIt() {
        file = "second";

        read.look();

        assertThat(told).containsExactly("first -> second, in use: first");
        assertThat(read.current()).isEqualTo("second");
    }

    @Test
    void shouldTellNothingWhereNothingChanged() {
        read.look();

        assertThat(told).isEmpty();
    }

    @Test
    void shouldKeepTheLastGoodAndSayWhyUntilItIsMended() throws IOException {
        LastGood<String> broken = new LastGood<>("file", this::readUnlessBroken, this::tell);

        file = "broken";
        broken.look();
        assertThat(broken.current()).isEqualTo("first");
        assertThat(broken.fault()).isEqualTo("it is broken");

        file = "first";
        broken.look();
        assertThat(broken.fault()).isNull();
        assertThat(told).isEmpty();
    }

    private String readUnlessBroken() throws IOException {
        if (file.equals("broken")) {
            throw new IOException("it is broken");
        }
        return file;
    }
}
