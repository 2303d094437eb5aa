/** What people and programs are shown: plain records, and {@link io.adjourn.inspector.view.Meetings}, which finds them. */
@NullMarked
package io.adjourn.inspector.view;

import org.jspecify.annotations.NullMarked;
