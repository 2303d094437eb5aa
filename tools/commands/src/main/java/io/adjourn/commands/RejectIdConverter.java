package io.adjourn.commands;

import io.adjourn.commands.rejected.RejectId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the id of a reject as {@code list} prints it. */
final class RejectIdConverter implements ITypeConverter<RejectId> {

    @Override
    public RejectId convert(String text) {
        return RejectId.of(text)
                .orElseThrow(() -> new TypeConversionException(
                        "'" + text + "' is not the ID of a reject, such as 3-17: see ./adjourn rejected list"));
    }
}
