package io.adjourn.vendors;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.params.ParameterizedTest;

/** Puts the row of a table that fails into the message: Maven's console tells no more of it than its number. */
public final class FailedRow implements TestExecutionExceptionHandler {

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        if (failure instanceof AssertionError
                && context.getRequiredTestMethod().isAnnotationPresent(ParameterizedTest.class)) {
            var named = new AssertionError("row " + context.getDisplayName() + ": " + failure.getMessage(), failure);
            named.setStackTrace(failure.getStackTrace());
            throw named;
        }
        throw failure;
    }
}
