package io.adjourn.gateway.http;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many connections the file descriptors of this process are enough for. */
final class Descriptors {
    /**
     * For what is opened after the start: connections to the management port, of which a few are always enough for probes, Kafka's
     * clients, the spool, and files that are read again.
     */
    static final int KEPT_BACK = 48;

    private static final Logger LOG = LoggerFactory.getLogger(Descriptors.class);

    private Descriptors() {}

    /** The number of connections that was asked for, or what there are descriptors for. Fewer are logged as a warning. */
    static int limit(int wanted) {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? limit(wanted, system.getMaxFileDescriptorCount(), system.getOpenFileDescriptorCount())
                : wanted;
    }

    /**
     * @param wanted {@code gateway.connections.max}
     * @param descriptors how many there may be; a system without a limit says so by a negative number
     * @param open how many there are
     */
    static int limit(int wanted, long descriptors, long open) {
        long enoughFor = Math.max(1, descriptors - open - KEPT_BACK);
        if (descriptors < 0 || wanted <= enoughFor) {
            return wanted;
        }
        LOG.warn(
                "Too few file descriptors for gateway.connections.max, so fewer connections are accepted; raise"
                        + " the process's limit of open files (ulimit -n) or lower the setting: max={} descriptors={}"
                        + " limit={}",
                wanted,
                descriptors,
                enoughFor);
        return (int) enoughFor;
    }
}
