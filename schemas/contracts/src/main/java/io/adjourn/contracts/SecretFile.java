package io.adjourn.contracts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A credential in a file, as Kubernetes and Docker mount secrets: without the line's end that editors add. */
public final class SecretFile {
    /** What a setting's name ends with whose value is the path of a file with the value. */
    public static final String SUFFIX = ".file";

    private SecretFile() {}

    /**
     * What the file holds now.
     *
     * @param setting that names the file, for people
     * @throws IllegalArgumentException if it cannot be read or is empty; the message is one line for people
     */
    public static String read(String setting, String file) {
        String text;
        try {
            text = Files.readString(Path.of(file)).stripTrailing();
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException(setting + ": " + Causes.text(e), e);
        }
        if (text.isEmpty()) {
            throw new IllegalArgumentException(
                    setting + ": the file " + file + " is empty: write the credential to it");
        }
        return text;
    }
}
