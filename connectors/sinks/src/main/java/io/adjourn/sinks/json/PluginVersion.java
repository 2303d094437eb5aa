package io.adjourn.sinks.json;

import org.jspecify.annotations.Nullable;

/** The version that a worker lists for each part of the plugin. */
public final class PluginVersion {
    public static final String VERSION =
            version(PluginVersion.class.getPackage().getImplementationVersion());

    private PluginVersion() {}

    private static String version(@Nullable String packaged) {
        return packaged == null ? "unpackaged" : packaged;
    }
}
