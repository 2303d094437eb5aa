package io.adjourn.gateway.sources;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What files hold, read again and again: the last of it that was good. What is wrong with what is there now is said once in the
 * log, and for as long as it is so by {@link #fault}. Thread-safe.
 *
 * @param <T> what is made of the files; the same files make what is equal
 */
public final class LastGood<T> {
    private static final Logger LOG = LoggerFactory.getLogger(LastGood.class);

    private final String what;
    private final Reader<T, ?> reader;
    private final BiConsumer<T, T> changed;
    private volatile T current;
    private volatile @Nullable String fault;

    /**
     * @param what what it is, for the log
     * @param changed told the old and the new one just before the new one is in use, so that whoever sees a change finds what
     *     was said of it
     * @throws X if the files cannot be used now
     */
    public <X extends Exception> LastGood(String what, Reader<T, X> reader, BiConsumer<T, T> changed) throws X {
        this.what = what;
        this.reader = reader;
        this.changed = changed;
        this.current = reader.read();
    }

    /**
     * Reads the files.
     *
     * @param <X> thrown where they cannot be used; its message is one line that says why
     */
    public interface Reader<T, X extends Exception> {
        T read() throws X;
    }

    public T current() {
        return current;
    }

    /** Why the files cannot be used as they are now, null where they can. */
    public @Nullable String fault() {
        return fault;
    }

    /** Reads them again. */
    public synchronized void look() {
        T next;
        try {
            next = reader.read();
        } catch (Exception e) {
            fail(String.valueOf(e.getMessage()));
            return;
        }
        if (!next.equals(current)) {
            changed.accept(current, next);
            current = next;
        }
        if (fault != null) {
            LOG.atInfo().addKeyValue("what", what).log("Can be read again");
            fault = null;
        }
    }

    private void fail(String why) {
        if (!why.equals(fault)) {
            LOG.atError()
                    .addKeyValue("what", what)
                    .addKeyValue("why", why)
                    .log("CANNOT BE READ: what was read before stays in use until this is mended");
            fault = why;
        }
    }
}
