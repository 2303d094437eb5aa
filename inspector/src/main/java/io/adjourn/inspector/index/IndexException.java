package io.adjourn.inspector.index;

import org.rocksdb.RocksDBException;

/** The disk refuses: it is full, or what is on it is damaged. */
public final class IndexException extends RuntimeException {
    private final boolean damage;

    public IndexException(RocksDBException cause) {
        super(String.valueOf(cause.getMessage()), cause);
        this.damage = IndexStore.isDamage(cause);
    }

    /** Whether what is on the disk is wrong. */
    public boolean isDamage() {
        return damage;
    }
}
