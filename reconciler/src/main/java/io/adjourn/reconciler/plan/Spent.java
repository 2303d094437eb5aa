package io.adjourn.reconciler.plan;

import java.time.Duration;
import java.time.Instant;

/**
 * What is spent of an {@link Allowance}.
 *
 * @param day since the epoch
 * @param ofDay requests in that day
 * @param minute since the epoch
 * @param ofMinute requests in that minute
 */
record Spent(long day, int ofDay, long minute, int ofMinute) {
    static final Spent NOTHING = new Spent(0, 0, 0, 0);

    private static final long SECONDS_OF_MINUTE = 60;
    private static final long SECONDS_OF_DAY = Duration.ofDays(1).toSeconds();

    /** One more request. */
    Spent plusOne(Instant now) {
        long today = day(now);
        long current = minute(now);
        return new Spent(today, today == day ? ofDay + 1 : 1, current, current == minute ? ofMinute + 1 : 1);
    }

    /** How many more there may be now. A clock that was set back spends on. */
    int left(Instant now, Allowance allowance) {
        int today = day(now) > day ? 0 : ofDay;
        int thisMinute = minute(now) > minute ? 0 : ofMinute;
        return Math.max(0, Math.min(allowance.perMinute() - thisMinute, allowance.perDay() - today));
    }

    /** How many more there may be today. */
    int leftToday(Instant now, Allowance allowance) {
        return Math.max(0, allowance.perDay() - (day(now) > day ? 0 : ofDay));
    }

    private static long day(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), SECONDS_OF_DAY);
    }

    private static long minute(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), SECONDS_OF_MINUTE);
    }
}
