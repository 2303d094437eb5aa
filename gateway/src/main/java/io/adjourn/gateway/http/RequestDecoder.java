package io.adjourn.gateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reads requests of HTTP/1.1 and HTTP/1.0, one at a time: nothing is read of the next one until the one before is answered, so a
 * connection never has more than one request at work, however many are sent at once.
 *
 * <p>Netty's decoder reads them. This class refuses what RFC 9112 forbids and Netty lets through, and takes what it allows and
 * Netty refuses:
 *
 * <ul>
 *   <li>The request line has three parts with a single space between them, a method in capitals, and a version that exists
 *       (sections 2.3 and 3).
 *   <li>No line of the head begins with white space (section 5.2).
 *   <li>HTTP/1.1 has one {@code Host}, HTTP/1.0 at most one (section 3.2).
 *   <li>{@code Transfer-Encoding} is {@code chunked} and nothing else, not beside a {@code Content-Length}, and not in HTTP/1.0
 *       (sections 6.1 and 6.3). Such a request is the last of its connection: a proxy in front may have gone by a length we do
 *       not see, and then what follows is a request that the proxy has never seen. Senders of webhooks hardly ever use chunks.
 *   <li>The size of a chunk has at most eight digits, and extensions are ignored (section 7.1). Of more than {@value #FEW_CHUNKS}
 *       chunks, the average has {@value #SMALLEST_CHUNK} bytes or more.
 * </ul>
 *
 * <p>After a request that is refused here, nothing more is read from its connection.
 */
final class RequestDecoder extends HttpRequestDecoder {
    private static final int LONGEST_METHOD = 20;
    /** A body in more chunks than that has chunks of so many bytes at least, on average: smaller ones cost more than they bring. */
    private static final int FEW_CHUNKS = 1024;

    private static final int SMALLEST_CHUNK = 16;
    /** What Netty's decoder refuses, whether it expects a request line, a header or the size of a chunk. */
    private static final byte[] ALWAYS_REFUSED = {'?', '\r', '\n'};

    private Part next = Part.NEXT_REQUEST;
    private boolean answered = true;
    /** Bytes that are left of a chunk and its line end. */
    private long leftOfChunk;

    private int chunks;
    private long bytesInChunks;

    RequestDecoder(HttpDecoderConfig config) {
        super(config);
    }

    /** What is expected next. */
    private enum Part {
        NEXT_REQUEST,
        HEAD,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        TRAILERS,
        /** Whatever comes is thrown away. */
        NOTHING
    }

    /** Whether a request has arrived as a whole and is not answered yet. */
    boolean waitsForAnswer() {
        return next == Part.NEXT_REQUEST && !answered;
    }

    /** Whether there are bytes that have arrived and were not looked at. */
    boolean holdsBytes() {
        return actualReadableBytes() > 0;
    }

    /**
     * The request was answered.
     *
     * @param last whether the answer says that the connection is closed behind it: what follows then is no request (section 9.6)
     */
    void answered(boolean last) {
        answered = true;
        if (last) {
            next = Part.NOTHING;
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (waitsForAnswer()) {
            return;
        }
        int before = out.size();
        read(context, in, out);
        for (int i = before; i < out.size(); i++) {
            follow((HttpObject) out.get(i));
        }
        if (out.size() > before && isBrokenChunk(out.getLast())) {
            out.removeLast();
            // By these words Micronaut knows a sender's fault from one of its own.
            context.fireExceptionCaught(new IOException("connection broken: invalid chunked encoding"));
        }
    }

    /** A request whose head breaks off has nobody to answer. */
    @Override
    protected void decodeLast(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        in.skipBytes(in.readableBytes());
    }

    private void read(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        switch (next) {
            case NOTHING -> in.skipBytes(in.readableBytes());
            case NEXT_REQUEST -> readStart(context, in, out);
            case HEAD -> readHead(context, in, out);
            case CHUNK_SIZE -> readChunkSize(context, in, out);
            case CHUNK -> readChunk(context, in, out);
            case BODY, TRAILERS -> super.decode(context, in, out);
        }
    }

    /** Empty lines before a request are no part of it (section 2.2). */
    private void readStart(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        while (in.isReadable() && isLineEnd(in.getByte(in.readerIndex()))) {
            in.skipBytes(1);
        }
        if (!in.isReadable()) {
            return;
        }
        next = Part.HEAD;
        byte first = in.getByte(in.readerIndex());
        if (first < 'A' || first > 'Z') {
            refuse(context, in, out, "a request must begin with a method in capitals");
        } else {
            readHead(context, in, out);
        }
    }

    private void readHead(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (hasFoldedLine(in)) {
            refuse(context, in, out, "a header must be on one line: its next line begins with white space");
        } else {
            super.decode(context, in, out);
        }
    }

    /** Netty's decoder has read whole lines: what is left begins with a line. */
    private static boolean hasFoldedLine(ByteBuf in) {
        int line = in.readerIndex();
        while (line < in.writerIndex()) {
            byte first = in.getByte(line);
            if (first == ' ' || first == '\t') {
                return true;
            }
            int lineEnd = in.indexOf(line, in.writerIndex(), (byte) '\n');
            if (isLineEnd(first) || lineEnd < 0) {
                return false;
            }
            line = lineEnd + 1;
        }
        return false;
    }

    /** Netty's decoder gets the line without its extensions. */
    private void readChunkSize(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        int length = in.bytesBefore(Math.min(in.readableBytes(), ChunkSize.MAX_LINE_BYTES), (byte) '\n');
        if (length < 0 && in.readableBytes() < ChunkSize.MAX_LINE_BYTES) {
            return;
        }
        boolean ended = length > 0 && in.getByte(in.readerIndex() + length - 1) == '\r';
        OptionalLong size =
                ended ? ChunkSize.of(in.toString(in.readerIndex(), length - 1, ISO_8859_1)) : OptionalLong.empty();
        if (size.isEmpty()) {
            refuse(context, in, out, "invalid chunk size");
            return;
        }
        chunks++;
        bytesInChunks += size.getAsLong();
        if (chunks > FEW_CHUNKS && bytesInChunks < (long) chunks * SMALLEST_CHUNK) {
            refuse(context, in, out, "the chunks are too small");
            return;
        }
        in.skipBytes(length + 1);
        next = size.getAsLong() == 0 ? Part.TRAILERS : Part.CHUNK;
        leftOfChunk = size.getAsLong() + 2;
        super.decode(context, line(Long.toHexString(size.getAsLong())), out);
    }

    private void readChunk(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        int before = in.readableBytes();
        super.decode(context, in, out);
        leftOfChunk -= before - in.readableBytes();
        if (leftOfChunk == 0) {
            next = Part.CHUNK_SIZE;
        }
    }

    private static ByteBuf line(String text) {
        return Unpooled.wrappedBuffer((text + "\r\n").getBytes(ISO_8859_1));
    }

    /** Lets Netty's decoder fail, which then reads no more, and gives the reason. */
    private void refuse(ChannelHandlerContext context, ByteBuf in, List<Object> out, String reason) throws Exception {
        in.skipBytes(in.readableBytes());
        super.decode(context, Unpooled.wrappedBuffer(ALWAYS_REFUSED), out);
        ((HttpObject) out.getLast()).setDecoderResult(DecoderResult.failure(new MalformedRequestException(reason)));
    }

    private void follow(HttpObject read) {
        if (read instanceof HttpRequest request) {
            answered = false;
            check(request);
            next = request.decoderResult().isFailure()
                    ? Part.NOTHING
                    : isInChunks(request) ? Part.CHUNK_SIZE : Part.BODY;
        } else if (isBrokenChunk(read)) {
            next = Part.NOTHING;
        } else if (read instanceof LastHttpContent && next != Part.NOTHING) {
            next = next == Part.TRAILERS ? Part.NOTHING : Part.NEXT_REQUEST;
        }
    }

    private static boolean isBrokenChunk(Object read) {
        return read instanceof HttpContent content
                && !(read instanceof HttpRequest)
                && content.decoderResult().isFailure();
    }

    private static boolean isInChunks(HttpRequest request) {
        return request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING);
    }

    private static void check(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return;
        }
        boolean current = request.protocolVersion().equals(HttpVersion.HTTP_1_1);
        String fault = HostHeader.fault(request.headers(), current);
        if (isInChunks(request)) {
            // As if the sender had asked for that itself: the answer says so, and the connection is closed after it.
            HttpUtil.setKeepAlive(request, false);
            if (!current || !isChunkedAlone(request.headers())) {
                fault = "Transfer-Encoding must be chunked and nothing else, and in HTTP/1.1 only";
            }
        }
        if (fault != null) {
            request.setDecoderResult(DecoderResult.failure(new MalformedRequestException(fault)));
        }
    }

    private static boolean isChunkedAlone(HttpHeaders headers) {
        List<String> encodings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        return encodings.size() == 1 && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(encodings.getFirst());
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new MalformedRequestException(
                "Content-Length and Transfer-Encoding are both present: send only one of them");
    }

    @Override
    protected String splitSecondWordInitialLine(byte[] line, int start, int length) {
        if (length > 0) {
            checkSpaceBefore(line, start);
        }
        return super.splitSecondWordInitialLine(line, start, length);
    }

    @Override
    protected String splitThirdWordInitialLine(byte[] line, int start, int length) {
        checkSpaceBefore(line, start);
        return super.splitThirdWordInitialLine(line, start, length);
    }

    private static void checkSpaceBefore(byte[] line, int start) {
        if (line[start - 1] != ' ' || line[start - 2] <= ' ') {
            throw new MalformedRequestException("the parts of a request line must be separated by a single space");
        }
    }

    @Override
    protected HttpMessage createMessage(String[] requestLine) throws Exception {
        String method = requestLine[0];
        if (method.length() > LONGEST_METHOD || !method.chars().allMatch(RequestDecoder::isInMethod)) {
            throw new MalformedRequestException("the method must be a word in capitals, such as POST");
        }
        if (!requestLine[2].equals(HttpVersion.HTTP_1_1.text())
                && !requestLine[2].equals(HttpVersion.HTTP_1_0.text())) {
            throw new MalformedRequestException("the version must be HTTP/1.1 or HTTP/1.0");
        }
        if (!isTarget(requestLine[1], method)) {
            throw new MalformedRequestException("the path must begin with / and consist of ASCII characters");
        }
        return super.createMessage(requestLine);
    }

    private static boolean isInMethod(int character) {
        return (character >= 'A' && character <= 'Z') || character == '-' || character == '_';
    }

    /** Section 3.2, without the form of CONNECT, which is for proxies. */
    private static boolean isTarget(String target, String method) {
        for (int i = 0; i < target.length(); i++) {
            char character = target.charAt(i);
            if (character <= ' ' || character >= 0x7f || character == '#') {
                return false;
            }
        }
        return target.startsWith("/")
                || target.regionMatches(true, 0, "http://", 0, 7)
                || target.regionMatches(true, 0, "https://", 0, 8)
                || (target.equals("*") && method.equals(HttpMethod.OPTIONS.name()));
    }

    /** Stands for a request of which not even the first line can be read. */
    @Override
    protected HttpMessage createInvalidMessage() {
        return new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.GET, "/", Unpooled.EMPTY_BUFFER, headersFactory, trailersFactory);
    }

    private static boolean isLineEnd(byte character) {
        return character == '\r' || character == '\n';
    }
}
