package io.adjourn.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A test that {@code mvn -Pfull verify} runs, and so every pull request; a plain {@code mvn verify} reports it as skipped. For what
 * takes minutes, such as a whole installation that is stopped and started.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfSystemProperty(named = Tries.FULL, matches = "true", disabledReason = "runs with -Pfull")
public @interface InFullBuild {}
