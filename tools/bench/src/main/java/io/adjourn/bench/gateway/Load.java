package io.adjourn.bench.gateway;

import io.adjourn.config.CannotStartException;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * A closed loop: as many connections as said, each with one request under way, the next one sent when the answer is there. One
 * thread, which decodes answers and nothing else: requests are bytes already.
 */
final class Load implements AutoCloseable {
    private static final int CONNECTIONS = 64;
    private static final int DIGITS = 3;
    private static final int UNANSWERED = 0;

    private final MultiThreadIoEventLoopGroup thread = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final int port;

    /** Sends to that port of this machine. */
    Load(int port) {
        this.port = port;
    }

    /**
     * What a round came to.
     *
     * @param latencies in nanoseconds
     * @param statuses answers by status; 0 for connections that were closed instead
     */
    record Round(Duration time, Histogram latencies, Map<Integer, Long> statuses) {
        double perSecond() {
            return latencies.getTotalCount() * 1e9 / time.toNanos();
        }

        /** Answers with another status than that. */
        long other(int status) {
            return statuses.entrySet().stream()
                    .filter(answer -> answer.getKey() != status)
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }

        static Round nothing() {
            return new Round(Duration.ZERO, new Histogram(DIGITS), Map.of());
        }

        /** Both together. */
        Round and(Round other) {
            var all = new Histogram(DIGITS);
            all.add(latencies);
            all.add(other.latencies);
            var both = new TreeMap<>(statuses);
            other.statuses.forEach((status, count) -> both.merge(status, count, Long::sum));
            return new Round(time.plus(other.time), all, both);
        }
    }

    /** Sends the requests in turn, again and again, for that long. */
    Round run(List<byte[]> requests, Duration time) {
        var turn = new Turn(requests.stream().map(Unpooled::wrappedBuffer).toList());
        var bootstrap = new Bootstrap()
                .group(thread)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpResponseDecoder(), new Sender(turn));
                    }
                });
        long start = System.nanoTime();
        var channels = new ArrayList<Channel>();
        for (int i = 0; i < CONNECTIONS; i++) {
            channels.add(
                    bootstrap.connect("localhost", port).syncUninterruptibly().channel());
        }
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStartException("interrupted", e);
        }
        long end = System.nanoTime();
        // On the one thread that writes it.
        Round round = thread.submit(() -> turn.stop(Duration.ofNanos(end - start)))
                .syncUninterruptibly()
                .getNow();
        channels.forEach(channel -> channel.close().syncUninterruptibly());
        if (round.latencies().getTotalCount() == 0) {
            throw new CannotStartException("nothing was answered at port " + port);
        }
        return round;
    }

    @Override
    public void close() {
        thread.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /** Which request is next, and what came of the others. Used by one thread only. */
    private static final class Turn {
        private final List<ByteBuf> requests;
        private final Histogram latencies = new Histogram(DIGITS);
        private final Map<Integer, Long> statuses = new TreeMap<>();
        private int next;
        private boolean stopped;

        Turn(List<ByteBuf> requests) {
            this.requests = requests;
        }

        ByteBuf next() {
            next = (next + 1) % requests.size();
            return requests.get(next).retainedDuplicate();
        }

        void answered(int status, long nanos) {
            if (!stopped) {
                latencies.recordValue(nanos);
                statuses.merge(status, 1L, Long::sum);
            }
        }

        Round stop(Duration time) {
            stopped = true;
            return new Round(time, latencies, statuses);
        }
    }

    /** One connection. */
    private static final class Sender extends SimpleChannelInboundHandler<HttpObject> {
        private final Turn turn;
        private long sentAt;
        private int status;

        Sender(Turn turn) {
            this.turn = turn;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            send(context);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
            if (part instanceof HttpResponse response) {
                status = response.status().code();
            }
            if (part instanceof LastHttpContent) {
                turn.answered(status, System.nanoTime() - sentAt);
                send(context);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            // The server under test has closed it: that is no answer.
            turn.answered(UNANSWERED, System.nanoTime() - sentAt);
        }

        private void send(ChannelHandlerContext context) {
            sentAt = System.nanoTime();
            var _ = context.writeAndFlush(turn.next());
        }
    }
}
