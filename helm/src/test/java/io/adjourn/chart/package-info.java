/** Tests of the Helm chart: what it renders, what it refuses, and that what it names is there. */
@org.jspecify.annotations.NullMarked
package io.adjourn.chart;
