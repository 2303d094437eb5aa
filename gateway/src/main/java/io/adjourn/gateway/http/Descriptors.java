package io.adjourn.gateway.http;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many connections the file descriptors of this process are enough for. */
final class Descriptors {
    /** For Kafka's clients, the spool, the files of the JVM, and reading files again. */
    static final int KEPT_BACK = 256;

    private static final Logger LOG = LoggerFactory.getLogger(Descriptors.class);

    private Descriptors() {}

    /**
     * The number of connections that was asked for, or what there are descriptors for. Fewer are logged as a warning.
     *
     * @param wanted {@code gateway.connections.max}
     * @param others how many connections there may be beside them
     */
    static int limit(int wanted, int others) {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? limit(wanted, others, system.getMaxFileDescriptorCount())
                : wanted;
    }

    static int limit(int wanted, int others, long descriptors) {
        long enoughFor = Math.max(1, descriptors - KEPT_BACK - others);
        // A system without a limit says so by a negative number.
        if (descriptors < 0 || wanted <= enoughFor) {
            return wanted;
        }
        LOG.atWarn()
                .addKeyValue("max", wanted)
                .addKeyValue("descriptors", descriptors)
                .addKeyValue("limit", enoughFor)
                .log(
                        "Too few file descriptors for gateway.connections.max; fewer connections are taken: raise the process's"
                                + " limit of open files (ulimit -n), or lower the setting");
        return (int) enoughFor;
    }
}
