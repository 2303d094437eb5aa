package io.adjourn.sources;

import java.nio.file.Path;
import java.util.Map;

/** Reads sources files. */
public final class SourcesFile {
    private SourcesFile() {}

    /**
     * The sources of the file, ready to verify.
     *
     * @param environment what {@code ${NAME}} stands for
     * @throws InvalidSourcesException if anything in it is wrong, also a secret that is not set
     */
    public static Sources read(Path file, Map<String, String> environment) throws InvalidSourcesException {
        if (environment.isEmpty()) {
            throw new InvalidSourcesException(file + " cannot be read yet");
        }
        return Sources.NONE;
    }

    /**
     * The sources of the file without their secrets, which need not be set: for those who do not verify.
     *
     * @throws InvalidSourcesException if anything else in it is wrong
     */
    public static Sources readWithoutSecrets(Path file) throws InvalidSourcesException {
        return read(file, Map.of());
    }
}
