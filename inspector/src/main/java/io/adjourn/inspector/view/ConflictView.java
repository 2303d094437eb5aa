package io.adjourn.inspector.view;

import io.micronaut.serde.annotation.Serdeable;

/** A contradiction in what the vendor said: what the record keeps, and what else was said. */
@Serdeable
public record ConflictView(String kind, String kept, String other) {}
