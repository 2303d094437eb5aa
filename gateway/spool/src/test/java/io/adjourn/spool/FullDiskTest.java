package io.adjourn.spool;

import static io.adjourn.spool.Records.append;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.adjourn.spool.Spool.Kept;
import io.adjourn.spool.Spool.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk with less room than the spool may take. */
@Timeout(60)
class FullDiskTest {
    private static final long MIB = 1024 * 1024;

    @TempDir
    Path disk;

    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString()) == 0;
        assumeTrue(mounted, "skipped: mounting a small tmpfs is not permitted here");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(run("umount", disk.toString())).isZero();
        }
    }

    @Test
    void shouldRefuseWhenTheDiskIsFullAndTakeAgainWhenItIsNot() throws Exception {
        Path others = Files.write(disk.resolve("others"), new byte[(int) (2 * MIB)]);
        try (Spool spool = Records.open(disk.resolve("spool"), 64 * MIB, _ -> {})) {
            int kept = fill(spool);
            assertThat(append(spool, new byte[100_000]))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.why())
                                    .startsWith("the spool cannot be written: java.io.IOException: "));

            Files.delete(others);

            assertThat(append(spool, new byte[100_000])).isEqualTo(new Kept());
            assertThat(spool.depth().records()).isEqualTo(kept + 1);
            assertThat(Records.drain(spool)).hasSize(kept + 1);
        }
    }

    /** Were room needed to make room, a full volume of its own would stay full for ever. */
    @Test
    void shouldMakeRoomByDeliveringAlone() throws Exception {
        Path others = Files.createFile(disk.resolve("others"));
        try (Spool spool = Records.open(disk.resolve("spool"), 64 * MIB, _ -> {})) {
            int kept = fill(spool);
            Files.write(others, new byte[(int) Files.getFileStore(disk).getUsableSpace()]);

            assertThat(Records.drain(spool)).hasSize(kept);

            assertThat(append(spool, new byte[100_000])).isEqualTo(new Kept());
        }
    }

    @Test
    void shouldLoseNothingWhenItIsOpenedAgainOnAFullDisk() throws Exception {
        int kept;
        try (Spool spool = Records.open(disk.resolve("spool"), 64 * MIB, _ -> {})) {
            kept = fill(spool);
        }
        try (Spool spool = Records.open(disk.resolve("spool"), 64 * MIB, _ -> {})) {
            assertThat(append(spool, new byte[100_000])).isInstanceOf(Refused.class);
            assertThat(Records.drain(spool)).hasSize(kept);
        }
    }

    private static int fill(Spool spool) {
        int kept = 0;
        while (append(spool, new byte[100_000]) instanceof Kept) {
            kept++;
        }
        assertThat(kept).isPositive();
        return kept;
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
