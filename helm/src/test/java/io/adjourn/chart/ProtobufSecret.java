package io.adjourn.chart;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A Secret as Kubernetes' clients send it in Protobuf: fields by their numbers in {@code k8s.io/api/core/v1/generated.proto}. */
final class ProtobufSecret {
    private static final int MAGIC = 4;
    private static final int LENGTH_DELIMITED = 2;
    private static final int LABELS = 11;

    private ProtobufSecret() {}

    static ObjectNode read(byte[] sent) {
        Map<Integer, List<byte[]>> envelope = fields(ByteBuffer.wrap(sent, MAGIC, sent.length - MAGIC));
        Map<Integer, List<byte[]>> secret = fields(one(envelope, 2));
        Map<Integer, List<byte[]>> metadata = fields(one(secret, 1));
        ObjectNode object = new ObjectMapper()
                .createObjectNode()
                .put("apiVersion", "v1")
                .put("kind", "Secret")
                .put("type", text(one(secret, 3)));
        object.withObject("metadata").put("name", text(one(metadata, 1)));
        for (byte[] label : metadata.getOrDefault(LABELS, List.of())) {
            Map<Integer, List<byte[]>> entry = fields(ByteBuffer.wrap(label));
            object.withObject("metadata").withObject("labels").put(text(one(entry, 1)), text(one(entry, 2)));
        }
        for (byte[] datum : secret.getOrDefault(2, List.of())) {
            Map<Integer, List<byte[]>> entry = fields(ByteBuffer.wrap(datum));
            object.withObject("data").put(text(one(entry, 1)), bytes(one(entry, 2)));
        }
        return object;
    }

    private static ByteBuffer one(Map<Integer, List<byte[]>> fields, int number) {
        return ByteBuffer.wrap(fields.getOrDefault(number, List.of(new byte[0])).getFirst());
    }

    private static Map<Integer, List<byte[]>> fields(ByteBuffer message) {
        var fields = new HashMap<Integer, List<byte[]>>();
        while (message.hasRemaining()) {
            long tag = varint(message);
            if ((tag & 7) == LENGTH_DELIMITED) {
                byte[] value = new byte[Math.toIntExact(varint(message))];
                message.get(value);
                fields.computeIfAbsent((int) (tag >> 3), any -> new ArrayList<>())
                        .add(value);
            } else {
                varint(message);
            }
        }
        return fields;
    }

    private static long varint(ByteBuffer message) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = message.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private static String text(ByteBuffer field) {
        return StandardCharsets.UTF_8.decode(field).toString();
    }

    private static byte[] bytes(ByteBuffer field) {
        byte[] bytes = new byte[field.remaining()];
        field.get(bytes);
        return bytes;
    }
}
