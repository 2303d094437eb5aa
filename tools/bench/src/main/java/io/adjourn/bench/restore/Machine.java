package io.adjourn.bench.restore;

import com.sun.management.OperatingSystemMXBean;
import io.adjourn.config.CannotStartException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What the machine can do, before anything is measured on it.
 *
 * @param processors how many it has
 * @param busy how much of them others take, from 0 to 1
 * @param megabytes how many a second go to the disk, in order, flushed at the end
 */
record Machine(int processors, double busy, double megabytes) {
    private static final int BLOCK = 1024 * 1024;
    private static final int BLOCKS = 256;
    private static final int LOOKS = 4;

    /** A fifth of what others take is felt in every figure. */
    private static final double BUSY = 0.2;

    private static final double SLOW_DISK = 100;
    private static final int FEW = 2;

    /** @param directory on the disk that is meant */
    static Machine look(Path directory) {
        return new Machine(Runtime.getRuntime().availableProcessors(), load(), disk(directory));
    }

    /** In what it is not up to what is to be measured, for people; none where it is. */
    List<String> shortcomings() {
        var shortcomings = new ArrayList<String>();
        if (processors < FEW) {
            shortcomings.add("it has less than " + FEW + " processors");
        }
        if (busy > BUSY) {
            shortcomings.add("other processes take %.0f %% of the processors".formatted(100 * busy));
        }
        if (megabytes < SLOW_DISK) {
            shortcomings.add(
                    String.format(Locale.ROOT, "its disk takes %.0f MB/s, less than %.0f", megabytes, SLOW_DISK));
        }
        return shortcomings;
    }

    private static double load() {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        double sum = 0;
        // The first look is since the process began.
        var _ = system.getCpuLoad();
        for (int i = 0; i < LOOKS; i++) {
            try {
                TimeUnit.MILLISECONDS.sleep(500);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CannotStartException("interrupted", e);
            }
            sum += system.getCpuLoad();
        }
        return sum / LOOKS;
    }

    private static double disk(Path directory) {
        Path file = directory.resolve("disk-probe");
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
        long start = System.nanoTime();
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 0; i < BLOCKS; i++) {
                block.clear();
                while (block.hasRemaining()) {
                    channel.write(block);
                }
            }
            channel.force(true);
            double seconds = (System.nanoTime() - start) / 1e9;
            return (double) BLOCK * BLOCKS / 1e6 / seconds;
        } catch (IOException e) {
            throw new CannotStartException("cannot write to " + file + ": " + e.getMessage(), e);
        } finally {
            delete(file);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException _) {
            // It is in a temporary directory.
        }
    }
}
