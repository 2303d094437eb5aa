/**
 * The records of Adjourn's topics, generated from the schemas beside them, and the topics' names.
 *
 * <p>{@code MeetingCompletion.avsc} is the schema of {@link io.adjourn.meetings.v1.MeetingCompletion} as a registry has it, and so on;
 * {@code released/MeetingCompletion/v1.avsc} is that of the first version that a release had.
 */
package io.adjourn.meetings.v1;
