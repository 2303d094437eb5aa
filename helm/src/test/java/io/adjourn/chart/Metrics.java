package io.adjourn.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The metrics there are: ours as the code registers them, others' as they were seen. */
final class Metrics {
    /** {@code Counter.builder("adjourn.…")} up to the end of its statement, in which a base unit may stand. */
    private static final Pattern METER =
            Pattern.compile("\\b(\\w+)\\s*\\.\\s*builder\\(\\s*\"(adjourn\\.[a-z.]*[a-z])\"([^;]*);", Pattern.DOTALL);

    /** {@code counter(registry, "deliveries", …)}: names that are put behind a common beginning. */
    private static final Pattern COUNTER = Pattern.compile("\\bcounter\\(\\s*registry,\\s*\"([a-z.]+)\"");

    /** {@code count("asked", …)} and {@code gauge("overdue", …)} of the reconciler, behind its common beginning. */
    private static final Pattern OF_RECONCILER =
            Pattern.compile("(?:\\b(count|gauge)\\(\\s*|\\bbuilder\\(\\s*PREFIX \\+ )\"([a-z.]+)\"");

    private static final Pattern UNIT = Pattern.compile("baseUnit\\(\\s*(?:BaseUnits\\.)?\"?(\\w+)\"?\\s*\\)");
    private static final Pattern NAME =
            Pattern.compile("\\b(?:adjourn|kafka|kube|kubelet|container|jvm|process|rocksdb)_[a-z0-9_]+\\b");

    /** Seen at /prometheus of the running applications: those of Kafka's clients, Kafka Streams and the JVM. */
    private static final Set<String> CLIENTS = Set.of(
            "kafka_consumer_coordinator_assigned_partitions",
            "kafka_consumer_coordinator_rebalance_total",
            "kafka_consumer_fetch_manager_records_lag_max",
            "kafka_stream_alive_stream_threads",
            "kafka_stream_client_state",
            "kafka_stream_state_total_sst_files_size",
            "kafka_stream_state_updater_standby_updating_tasks",
            "kafka_stream_thread_commit_latency_avg",
            "kafka_stream_thread_commit_total",
            "jvm_memory_used_bytes",
            "jvm_memory_max_bytes",
            "jvm_gc_pause_seconds_sum",
            "process_cpu_usage");

    /** Of kube-state-metrics and the kubelet, which clusters with Prometheus scrape. */
    private static final Set<String> CLUSTER = Set.of(
            "container_memory_working_set_bytes",
            "kube_job_failed",
            "kube_pod_container_resource_limits",
            "kube_pod_container_status_restarts_total",
            "kube_pod_container_status_waiting_reason",
            "kube_pod_status_ready",
            "kube_statefulset_metadata_generation",
            "kubelet_volume_stats_available_bytes",
            "kubelet_volume_stats_capacity_bytes");

    private Metrics() {}

    /** As Prometheus names them. */
    static Set<String> known() {
        return Stream.of(ours().stream(), reconciler().stream(), CLIENTS.stream(), CLUSTER.stream())
                .flatMap(names -> names)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Those that the sources of gateway and streams register. */
    static Set<String> ours() {
        var names = new TreeSet<String>();
        for (String application : List.of("gateway", "streams")) {
            for (String source : sources(Path.of("..", application, "src/main/java"))) {
                Matcher meter = METER.matcher(source);
                while (meter.find()) {
                    names.addAll(series(meter.group(1), meter.group(2), meter.group(3)));
                }
                Matcher counter = COUNTER.matcher(source);
                while (counter.find()) {
                    names.addAll(series("Counter", "adjourn." + application + "." + counter.group(1), ""));
                }
            }
        }
        return names;
    }

    /** Those that the reconciler's sources register. */
    static Set<String> reconciler() {
        var names = new TreeSet<String>();
        for (String source : sources(Path.of("../reconciler/src/main/java"))) {
            OF_RECONCILER.matcher(source).results().forEach(meter -> {
                String type = "count".equals(meter.group(1)) ? "Counter" : "Gauge";
                names.addAll(series(type, "adjourn.reconciler." + meter.group(2), ""));
            });
        }
        return names;
    }

    /** The metrics that a PromQL expression names. */
    static Set<String> in(String expression) {
        return NAME.matcher(expression)
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** As Micrometer's Prometheus naming has it. */
    private static List<String> series(String type, String name, String rest) {
        Matcher unit = UNIT.matcher(rest);
        String base = name.replace('.', '_');
        if (unit.find() && !base.endsWith("_" + unit.group(1).toLowerCase(java.util.Locale.ROOT))) {
            base += "_" + unit.group(1).toLowerCase(java.util.Locale.ROOT);
        }
        return switch (type) {
            case "Counter", "FunctionCounter" -> List.of(base + "_total");
            case "Timer", "FunctionTimer" -> {
                String seconds = base + "_seconds";
                yield List.of(seconds + "_count", seconds + "_sum", seconds + "_max", seconds + "_bucket");
            }
            case "TimeGauge" -> List.of(base.endsWith("_seconds") ? base : base + "_seconds");
            case "DistributionSummary" -> List.of(base + "_count", base + "_sum", base + "_max", base + "_bucket");
            default -> List.of(base);
        };
    }

    private static List<String> sources(Path directory) {
        var sources = new ArrayList<String>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file :
                    (Iterable<Path>) files.filter(each -> each.toString().endsWith(".java"))::iterator) {
                sources.add(Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sources;
    }
}
