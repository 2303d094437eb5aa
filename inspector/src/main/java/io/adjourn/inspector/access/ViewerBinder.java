package io.adjourn.inspector.access;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Gives controllers who sends a request. */
@Singleton
final class ViewerBinder implements TypedRequestArgumentBinder<Viewer> {

    @Override
    public Argument<Viewer> argumentType() {
        return Argument.of(Viewer.class);
    }

    @Override
    public BindingResult<Viewer> bind(ArgumentConversionContext<Viewer> context, HttpRequest<?> source) {
        Optional<Viewer> viewer = source.getAttribute(AccessFilter.VIEWER, Viewer.class);
        return () -> viewer;
    }
}
