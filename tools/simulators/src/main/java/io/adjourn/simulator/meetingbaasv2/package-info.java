/**
 * Meeting BaaS v2, played in its three dialects, by webhook and by callback.
 *
 * <p>What it sends, field by field, follows its documentation (R1) and, where that is silent, its newer reference (R2) and its
 * guide (G); see the vendor's page in {@code docs/vendors}.
 */
@NullMarked
package io.adjourn.simulator.meetingbaasv2;

import org.jspecify.annotations.NullMarked;
