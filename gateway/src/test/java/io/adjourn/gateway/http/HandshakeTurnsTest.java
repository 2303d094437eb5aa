package io.adjourn.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.gateway.intake.ClientAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class HandshakeTurnsTest {
    private final Queue<Runnable> loop = new ArrayDeque<>();
    private final HandshakeTurns turns = new HandshakeTurns(loop::add);
    private final List<String> begun = new ArrayList<>();

    @Test
    void shouldLetAddressesTakeTurns() {
        enter(1, "a");
        enter(1, "b");
        enter(1, "c");
        enter(2, "honest");

        serveAll();

        assertThat(begun).containsExactly("a", "honest", "b", "c");
    }

    @Test
    void shouldBeginOneAtATime() {
        enter(1, "a");
        enter(2, "b");

        assertThat(begun).as("not before others were served").isEmpty();
        loop.remove().run();
        assertThat(begun).containsExactly("a");
        loop.remove().run();
        assertThat(begun).containsExactly("a", "b");
        assertThat(loop).isEmpty();
    }

    @Test
    void shouldSkipThoseThatAreGone() {
        turns.enter(new ClientAddress(1), () -> false);
        turns.enter(new ClientAddress(1), () -> false);
        enter(1, "a");

        loop.remove().run();

        assertThat(begun).containsExactly("a");
        assertThat(loop).isEmpty();
    }

    private void enter(int address, String name) {
        turns.enter(new ClientAddress(address), () -> begun.add(name));
    }

    private void serveAll() {
        while (!loop.isEmpty()) {
            loop.remove().run();
        }
    }
}
