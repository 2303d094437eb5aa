package io.adjourn.reconciler.plan;

/** A set of numbers, each in eight to sixteen bytes. */
final class LongSet {
    private static final int SMALLEST = 1024;

    private long[] slots = new long[SMALLEST];
    private int size;
    private boolean hasZero;

    boolean contains(long number) {
        return number == 0 ? hasZero : slots[slot(number)] == number;
    }

    void add(long number) {
        if (number == 0) {
            hasZero = true;
            return;
        }
        int slot = slot(number);
        if (slots[slot] == 0) {
            slots[slot] = number;
            size++;
            if (size > slots.length / 4 * 3) {
                grow();
            }
        }
    }

    int size() {
        return hasZero ? size + 1 : size;
    }

    private int slot(long number) {
        int mask = slots.length - 1;
        int slot = Long.hashCode(number * 0x9E3779B97F4A7C15L) & mask;
        while (slots[slot] != 0 && slots[slot] != number) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] before = slots;
        slots = new long[before.length * 2];
        for (long number : before) {
            if (number != 0) {
                slots[slot(number)] = number;
            }
        }
    }
}
