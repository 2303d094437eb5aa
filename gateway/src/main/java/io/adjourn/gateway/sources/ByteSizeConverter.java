package io.adjourn.gateway.sources;

import io.adjourn.config.ByteSize;
import io.micronaut.core.convert.ConversionContext;
import io.micronaut.core.convert.TypeConverter;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Reads settings that are numbers of bytes. */
@Singleton
final class ByteSizeConverter implements TypeConverter<CharSequence, ByteSize> {

    @Override
    public Optional<ByteSize> convert(CharSequence text, Class<ByteSize> type, ConversionContext context) {
        Optional<ByteSize> size = ByteSize.parse(text);
        if (size.isEmpty()) {
            context.reject(
                    text, new IllegalArgumentException("must be a number of bytes, e.g. 1GiB, 512MiB or 1073741824"));
        }
        return size;
    }
}
