package io.adjourn.localstack;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The samples of a Prometheus page.
 *
 * @param page its text
 */
public record Metrics(String page) {
    private static final Pattern TAG = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");

    /** The page at the management address; empty where it does not answer. */
    public static Metrics of(URI management) {
        return new Metrics(Http.get(management.resolve("/prometheus")).orElse(""));
    }

    /** The counter's sums over each value of the tag. */
    public Map<String, Long> byTag(String counter, String tag) {
        return byTag(counter, tag, "");
    }

    /**
     * The counter's sums over each value of the tag, of the samples that have that other tag.
     *
     * @param having as Prometheus writes it: {@code outcome="stored"}
     */
    public Map<String, Long> byTag(String counter, String tag, String having) {
        var sums = new TreeMap<String, Long>();
        samples(counter + "_total{")
                .filter(sample -> sample.contains(having))
                .forEach(sample -> TAG.matcher(sample)
                        .results()
                        .filter(match -> match.group(1).equals(tag))
                        .forEach(match -> sums.merge(match.group(2), (long) valueOf(sample), Long::sum)));
        sums.values().removeIf(sum -> sum == 0);
        return sums;
    }

    /** The sample of that name without tags; no number where there is none. */
    public double plain(String name) {
        return samples(name + " ").mapToDouble(Metrics::valueOf).findFirst().orElse(Double.NaN);
    }

    /** The sum of all samples of that name, whatever their tags; 0 where there is none. */
    public double sum(String name) {
        return sum(name, "");
    }

    /**
     * The sum of all samples of that name with that tag.
     *
     * @param tag as Prometheus writes it: {@code area="heap"}
     */
    public double sum(String name, String tag) {
        return Stream.concat(samples(name + "{"), samples(name + " "))
                .filter(sample -> sample.contains(tag))
                .mapToDouble(Metrics::valueOf)
                .sum();
    }

    private Stream<String> samples(String prefix) {
        return page.lines().filter(line -> line.startsWith(prefix));
    }

    private static double valueOf(String sample) {
        return Double.parseDouble(sample.substring(sample.lastIndexOf(' ') + 1));
    }
}
