package io.adjourn.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.lucene.tests.mockfile.FilterFileChannel;
import org.apache.lucene.tests.mockfile.FilterFileSystemProvider;
import org.jspecify.annotations.Nullable;

/** A disk that fails on demand: every file below its root is one of the directory it stands on. */
final class FaultyDisk extends FilterFileSystemProvider {
    private final Path root;
    private volatile @Nullable String readFault;
    private volatile long readFaultFrom;
    private volatile long readFaultTo;
    private volatile @Nullable String writeFault;
    private volatile @Nullable String forceFault;
    private volatile @Nullable String openFault;
    private volatile CountDownLatch works = new CountDownLatch(0);
    private volatile CountDownLatch hangs = new CountDownLatch(1);

    FaultyDisk(Path directory) {
        super("faulty", directory.getFileSystem());
        root = wrapPath(directory);
    }

    Path root() {
        return root;
    }

    /** Reading any of these bytes of any segment fails. */
    void failReads(String fault, long from, long to) {
        readFaultFrom = from;
        readFaultTo = to;
        readFault = fault;
    }

    void failWrites(String fault) {
        writeFault = fault;
    }

    void failForces(String fault) {
        forceFault = fault;
    }

    void failOpens(String fault) {
        openFault = fault;
    }

    /** Whatever is to be on the disk waits until it works. */
    void hang() {
        hangs = new CountDownLatch(1);
        works = new CountDownLatch(1);
    }

    /** Waits until something waits for it. */
    void awaitHanging() throws InterruptedException {
        hangs.await();
    }

    /** All is well again. */
    void work() {
        readFault = null;
        writeFault = null;
        forceFault = null;
        openFault = null;
        works.countDown();
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        boolean isSegment = path.toString().endsWith(".log");
        String fault = openFault;
        if (isSegment && fault != null) {
            throw new FileSystemException(path.toString(), null, fault);
        }
        return new Channel(super.newFileChannel(path, options, attributes), isSegment);
    }

    private final class Channel extends FilterFileChannel {
        private final boolean isSegment;

        Channel(FileChannel delegate, boolean isSegment) {
            super(delegate);
            this.isSegment = isSegment;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            failReading(position(), into.remaining());
            return super.read(into);
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
            failReading(position, count);
            return super.transferTo(position, count, target);
        }

        @Override
        public int write(ByteBuffer from, long position) throws IOException {
            String fault = writeFault;
            if (isSegment && fault != null) {
                throw new IOException(fault);
            }
            return super.write(from, position);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            try {
                hangs.countDown();
                works.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            String fault = forceFault;
            if (isSegment && fault != null) {
                throw new IOException(fault);
            }
            super.force(metaData);
        }

        private void failReading(long position, long count) throws IOException {
            String fault = readFault;
            if (isSegment && fault != null && position < readFaultTo && position + count > readFaultFrom) {
                throw new IOException(fault);
            }
        }
    }
}
