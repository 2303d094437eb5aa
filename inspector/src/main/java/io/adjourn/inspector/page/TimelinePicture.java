package io.adjourn.inspector.page;

import io.adjourn.inspector.view.DeliveryView;
import io.adjourn.inspector.view.Meeting;
import io.adjourn.inspector.view.Step;
import io.adjourn.inspector.view.Waiting;
import io.adjourn.meetings.v1.BotState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A meeting's course as shapes, for a drawing of {@value #WIDTH} units in width: a lane for each attempt, one for deliveries, and the
 * end of the wait. The table beside it says the same in words.
 *
 * @param start the time at its left end
 * @param description the whole of it in a sentence, for who does not see it
 */
record TimelinePicture(
        int height,
        Instant start,
        List<Lane> lanes,
        List<Bar> bars,
        List<Mark> marks,
        List<Tick> ticks,
        List<Gap> gaps,
        List<Stage> stages,
        String description) {
    static final int WIDTH = 1000;
    private static final int GUTTER = 100;
    private static final int MARGIN = 70;
    private static final int LANE = 36;
    private static final int BAR = 22;
    private static final int TOP = 8;
    private static final int AXIS = 24;
    /** So far apart at least are two texts on the axis. */
    private static final double TICK_DISTANCE = 62;
    /** More deliveries than that are left out: one could not tell them apart. */
    private static final int MOST_DELIVERIES = 300;

    private static final double CHARACTER = 6.6;

    /** A row: an attempt, or the deliveries. */
    record Lane(String name, int top, int text) {}

    /** A state for as long as it lasted. */
    record Bar(double x, int y, double width, int height, String style, String label, String words) {}

    /**
     * A moment.
     *
     * @param inferred whether its time is a guess
     */
    record Mark(double x, int top, int bottom, String style, String words, boolean inferred) {}

    /**
     * A text on the axis: how long before or after the bot was on its way.
     *
     * @param anchor which end of it stands at its place
     */
    record Tick(double x, String text, String anchor) {}

    /** Time that is drawn shorter than it was. */
    record Gap(double x, double width, String text) {}

    /** What a colour stands for: the life of a bot in few stages. */
    enum Stage {
        BEFORE("span-before", "scheduled, or on its way"),
        ROOM("span-room", "in the waiting room"),
        IN("span-in", "in the meeting, not recording"),
        RECORD("span-record", "recording"),
        AFTER("span-after", "leaving, or processed"),
        END("span-end", "ended"),
        FAIL("span-fail", "failed"),
        UNKNOWN("span-before", "not known");

        private final String style;
        private final String words;

        Stage(String style, String words) {
            this.style = style;
            this.words = words;
        }

        String style() {
            return style;
        }

        String words() {
            return words;
        }

        static Stage of(BotState state) {
            return switch (state) {
                case SCHEDULED, REQUESTED, JOINING -> BEFORE;
                case WAITING_ROOM -> ROOM;
                case IN_MEETING, RECORDING_PAUSED -> IN;
                case RECORDING -> RECORD;
                case LEAVING, PROCESSING -> AFTER;
                case ENDED -> END;
                case FAILED -> FAIL;
                case UNKNOWN -> UNKNOWN;
            };
        }
    }

    TimelinePicture {
        lanes = List.copyOf(lanes);
        bars = List.copyOf(bars);
        marks = List.copyOf(marks);
        ticks = List.copyOf(ticks);
        gaps = List.copyOf(gaps);
        stages = List.copyOf(stages);
    }

    /** None where nothing is known of its course. */
    static Optional<TimelinePicture> of(Meeting meeting, Instant now) {
        if (meeting.steps().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Drawing(meeting, now).draw());
    }

    int barsBottom() {
        return height - AXIS;
    }

    int left() {
        return GUTTER;
    }

    int right() {
        return WIDTH - MARGIN;
    }

    int axisText() {
        return height - 6;
    }

    /** When the bot was first on its way: what came before is planning, and counted down to it. */
    static Instant origin(List<Step> steps) {
        return steps.stream()
                .filter(step -> step.state() != BotState.SCHEDULED && step.state() != BotState.REQUESTED)
                .map(Step::at)
                .min(Comparator.naturalOrder())
                .orElseGet(() -> steps.getFirst().at());
    }

    private static final class Drawing {
        private final List<Step> steps;
        private final List<DeliveryView> deliveries;
        private final @Nullable Instant due;
        private final Instant now;
        private final boolean open;
        private final TimeScale scale;
        private final Instant start;
        private final Instant origin;

        private final List<Lane> lanes = new ArrayList<>();
        private final List<Bar> bars = new ArrayList<>();
        private final List<Mark> marks = new ArrayList<>();
        private final Set<Stage> stages = EnumSet.noneOf(Stage.class);

        Drawing(Meeting meeting, Instant now) {
            this.now = now;
            steps = meeting.steps().stream()
                    .sorted(Comparator.comparing(Step::at))
                    .toList();
            deliveries = meeting.deliveries().stream().limit(MOST_DELIVERIES).toList();
            Waiting waiting = meeting.waiting();
            open = waiting != null;
            due = waiting == null ? null : waiting.dueAt();
            start = steps.getFirst().at();
            origin = origin(steps);
            var times = new ArrayList<Instant>();
            steps.forEach(step -> times.add(step.at()));
            deliveries.stream()
                    .map(DeliveryView::receivedAt)
                    .filter(received -> !received.isBefore(start))
                    .forEach(times::add);
            if (waiting != null) {
                times.add(waiting.dueAt());
                if (now.isAfter(start)) {
                    times.add(now);
                }
            }
            scale = new TimeScale(times);
        }

        TimelinePicture draw() {
            var attempts = new TreeMap<Integer, List<Step>>();
            steps.forEach(step -> attempts.computeIfAbsent(step.attempt(), _ -> new ArrayList<>())
                    .add(step));
            for (Map.Entry<Integer, List<Step>> attempt : attempts.entrySet()) {
                int top = lane(attempt.getKey() == 0 ? "Course" : "Attempt " + attempt.getKey());
                boolean last = attempt.getKey().equals(attempts.lastKey());
                draw(attempt.getValue(), top, last && open);
            }
            int top = lane("Deliveries");
            for (DeliveryView delivery : deliveries) {
                marks.add(new Mark(
                        x(delivery.receivedAt()),
                        top + 4,
                        top + BAR - 4,
                        "mark",
                        Wording.plain(delivery.result()) + " delivery, received " + TimeText.utc(delivery.receivedAt()),
                        false));
            }
            int bottom = TOP + lanes.size() * LANE;
            if (due != null) {
                marks.add(new Mark(x(due), TOP, bottom, "due", "Closes at " + TimeText.utc(due), false));
                marks.add(new Mark(x(now), TOP, bottom, "now", "Now, " + TimeText.utc(now), false));
            }
            return new TimelinePicture(
                    bottom + AXIS,
                    start,
                    lanes,
                    bars,
                    marks,
                    ticks(),
                    scale.breaks().stream()
                            .map(gap -> new Gap(
                                    round(GUTTER + gap.from() * span()),
                                    round((gap.to() - gap.from()) * span()),
                                    TimeText.brief(gap.length()) + ", shortened"))
                            .toList(),
                    List.copyOf(stages),
                    description());
        }

        private int lane(String name) {
            int top = TOP + lanes.size() * LANE;
            lanes.add(new Lane(name, top, top + BAR / 2 + 4));
            return top;
        }

        private void draw(List<Step> course, int top, boolean goesOn) {
            for (int index = 0; index < course.size(); index++) {
                Step step = course.get(index);
                Stage stage = Stage.of(step.state());
                boolean last = index + 1 == course.size();
                Instant until = !last ? course.get(index + 1).at() : goesOn && now.isAfter(step.at()) ? now : step.at();
                double x = x(step.at());
                double width = round(x(until) - x);
                String state = Wording.state(step.state());
                boolean over = step.state() == BotState.ENDED || step.state() == BotState.FAILED;
                if (width > 0 && !over) {
                    String words = state + " for " + TimeText.brief(Duration.between(step.at(), until)) + ", from "
                            + TimeText.utc(step.at());
                    bars.add(new Bar(x, top, width, BAR, stage.style(), fits(state, width) ? state : "", words));
                }
                stages.add(stage);
                marks.add(new Mark(
                        x,
                        top,
                        top + BAR,
                        step.inferred() ? "inferred" : over ? "over" : "mark",
                        state + " at " + TimeText.utc(step.at()) + (step.inferred() ? ", inferred" : ""),
                        step.inferred()));
                if (last && over) {
                    bars.add(new Bar(x, top + 5, 12, 12, stage.style(), "", state + " at " + TimeText.utc(step.at())));
                }
            }
        }

        private List<Tick> ticks() {
            var ticks = new ArrayList<Tick>();
            var times = new ArrayList<Instant>();
            times.add(origin);
            steps.forEach(step -> times.add(step.at()));
            if (due != null) {
                times.add(due);
            }
            for (Instant time : times) {
                double x = x(time);
                // The first ones are the most important ones: what comes later takes the room that is left.
                if (ticks.stream().allMatch(tick -> Math.abs(x - tick.x()) >= TICK_DISTANCE)) {
                    boolean last = x > WIDTH - MARGIN - TICK_DISTANCE;
                    ticks.add(new Tick(x, TimeText.since(origin, time), last ? "end" : "start"));
                }
            }
            return ticks;
        }

        private String description() {
            var words = new ArrayList<String>();
            steps.forEach(step -> words.add(
                    Wording.state(step.state()) + " after " + TimeText.brief(Duration.between(start, step.at()))));
            // A picture of hundreds of steps is not read aloud: the table has them.
            String course = words.size() > 12
                    ? words.size() + " steps, from " + words.getFirst() + " to " + words.getLast()
                    : String.join(", ", words);
            return "The course of the meeting from " + TimeText.utc(start) + ": " + course + ". "
                    + TimeText.plural(deliveries.size(), "delivery") + "."
                    + (due == null ? "" : " Closes at " + TimeText.utc(due) + ".");
        }

        private static boolean fits(String text, double width) {
            return text.length() * CHARACTER + 8 < width;
        }

        private static int span() {
            return WIDTH - GUTTER - MARGIN;
        }

        private double x(Instant time) {
            return round(GUTTER + scale.at(time) * span());
        }

        private static double round(double units) {
            return Math.round(units * 10) / 10d;
        }
    }
}
