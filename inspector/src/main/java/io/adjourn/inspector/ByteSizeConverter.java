package io.adjourn.inspector;

import io.adjourn.config.BadConfigurationException;
import io.adjourn.config.ByteSize;
import io.micronaut.core.convert.ConversionContext;
import io.micronaut.core.convert.TypeConverter;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Reads sizes such as {@code 10GiB} in the configuration. */
@Singleton
final class ByteSizeConverter implements TypeConverter<CharSequence, ByteSize> {

    @Override
    public Optional<ByteSize> convert(CharSequence text, Class<ByteSize> target, ConversionContext context) {
        return Optional.of(ByteSize.parse(text)
                .orElseThrow(() -> new BadConfigurationException(
                        "inspector: " + text + " is not a size: use e.g. 10GiB, 256MiB, or a number of bytes")));
    }
}
