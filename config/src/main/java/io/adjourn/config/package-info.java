/**
 * What all applications and commands are configured by, one way for all: the sources file with its secrets, known settings,
 * files that are read again while they run, and what makes a start fail.
 */
@NullMarked
package io.adjourn.config;

import org.jspecify.annotations.NullMarked;
