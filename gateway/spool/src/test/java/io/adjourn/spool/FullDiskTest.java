package io.adjourn.spool;

import static io.adjourn.spool.Records.append;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.adjourn.spool.Spool.Kept;
import io.adjourn.spool.Spool.Refused;
import io.adjourn.testing.SmallDisk;
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

    private SmallDisk small;

    @BeforeEach
    void mount() {
        small = new SmallDisk(disk, 8);
        assumeTrue(small.isThere(), "skipped: mounting a small tmpfs is not permitted here");
    }

    @AfterEach
    void unmount() {
        small.close();
    }

    @Test
    void shouldRefuseWhenTheDiskIsFullAndTakeAgainWhenItIsNot() throws Exception {
        small.fill(6 * MIB);
        try (Spool spool = Records.open(disk.resolve("spool"), 64 * MIB, _ -> {})) {
            int kept = fill(spool);
            assertThat(append(spool, new byte[100_000]))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.why())
                                    .startsWith("the spool cannot be written: java.io.IOException: "));

            small.makeRoom();

            assertThat(append(spool, new byte[100_000])).isEqualTo(new Kept());
            assertThat(spool.depth().records()).isEqualTo(kept + 1);
            assertThat(Records.drain(spool)).hasSize(kept + 1);
        }
    }

    /** Were room needed to make room, a full volume of its own would stay full for ever. */
    @Test
    void shouldMakeRoomByDeliveringAlone() throws Exception {
        try (Spool spool = Records.open(disk.resolve("spool"), 64 * MIB, _ -> {})) {
            int kept = fill(spool);
            small.fill(0);

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
}
