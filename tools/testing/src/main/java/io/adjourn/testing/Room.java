package io.adjourn.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The modules, and which of them each may know: dependencies point one way, and the applications never meet. Every module's
 * {@code ArchitectureTest} holds its own part, so that a break is found where it is made.
 */
@SuppressWarnings("ImmutableEnumChecker") // its lists are copies
public enum Room {
    CONTRACTS(List.of("contracts", "meetings")),
    VENDORS(List.of("vendors"), CONTRACTS),
    CONFIG(List.of("config"), CONTRACTS, VENDORS),
    TRACING(List.of("tracing"), CONFIG),
    SPOOL(List.of("spool")),
    GATEWAY(List.of("gateway"), CONTRACTS, VENDORS, CONFIG, TRACING, SPOOL),
    STREAMS(List.of("streams"), CONTRACTS, VENDORS, CONFIG, TRACING),
    INSPECTOR(List.of("inspector"), CONTRACTS, VENDORS, CONFIG),
    RECONCILER(List.of("reconciler"), CONTRACTS, VENDORS, CONFIG),
    SIMULATORS(List.of("simulator"), CONTRACTS, VENDORS, CONFIG),
    COMMANDS(List.of("commands"), CONTRACTS, VENDORS, CONFIG, SPOOL, SIMULATORS),
    SINKS(List.of("sinks")),
    LOCALSTACK(List.of("localstack"), CONTRACTS, CONFIG),
    SANDBOX(List.of("sandbox"), CONTRACTS, VENDORS, CONFIG, SIMULATORS, COMMANDS, LOCALSTACK);

    private static final String OURS = "io.adjourn.";

    /** Whose packages below are known to nobody outside, but for what all share. */
    private static final List<String> CLOSED = List.of(OURS + "vendors.", OURS + "simulator.");

    private static final String SHARED = OURS + "vendors.verify";

    private final List<String> packages;
    private final List<Room> known;

    Room(List<String> packages, Room... known) {
        this.packages = packages.stream().map(OURS::concat).toList();
        this.known = List.of(known);
    }

    /** The classes of the module whose tests run. */
    public static JavaClasses classes() {
        return Imported.CLASSES;
    }

    /** Once for all tests: it takes seconds. */
    private static final class Imported {
        private static final JavaClasses CLASSES = ofThisModule();

        private static JavaClasses ofThisModule() {
            JavaClasses classes = new ClassFileImporter().importPath(Path.of("target/classes"));
            if (classes.isEmpty()) {
                throw new AssertionError(
                        "no classes in " + Path.of("target/classes").toAbsolutePath());
            }
            return classes;
        }
    }

    /** Makes sure that the module whose tests run, which must be this one, knows no other than it may. */
    public void mustKnowOnlyWhatIsBelow() {
        JavaClasses classes = classes();
        if (classes.stream().noneMatch(this::owns)) {
            throw new AssertionError("no classes of " + name() + " in "
                    + Path.of("target/classes").toAbsolutePath());
        }
        noClasses()
                .that(describe("are ours", this::owns))
                .should()
                .dependOnClassesThat(describe("are of a module that " + name() + " may not know", this::isForbidden))
                .check(classes);
    }

    /** Makes sure that the packages right below that one depend on each other in one direction. */
    public static void packagesMustHaveNoCycles(String packageName) {
        slices().matching(packageName + ".(*)..").should().beFreeOfCycles().check(classes());
    }

    /**
     * Makes sure that what the packages compute depends on nothing but what they are given: no Kafka, no HTTP, no files, no clock,
     * no threads.
     *
     * @param except how the names begin of what they use all the same
     */
    public static void mustBePure(List<String> packages, String... except) {
        JavaClasses classes = classes();
        String[] pure = packages.toArray(String[]::new);
        noClasses()
                .that()
                .resideInAnyPackage(pure)
                .should()
                .dependOnClassesThat(describe(
                        "reach outside",
                        reached -> Stream.of(
                                                "org.apache.kafka.",
                                                "io.confluent.",
                                                "io.micronaut.",
                                                "java.net.",
                                                "java.nio.file.",
                                                "java.util.concurrent.")
                                        .anyMatch(reached.getName()::startsWith)
                                && Stream.of(except).noneMatch(reached.getName()::startsWith)))
                .check(classes);
        noClasses()
                .that()
                .resideInAnyPackage(pure)
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .check(classes);
    }

    private boolean owns(JavaClass one) {
        return packages.stream().anyMatch(own -> isIn(own, one));
    }

    private boolean isForbidden(JavaClass other) {
        return other.getPackageName().startsWith(OURS)
                && !owns(other)
                && (known.stream().noneMatch(room -> room.owns(other)) || isClosed(other));
    }

    private static boolean isClosed(JavaClass other) {
        return CLOSED.stream().anyMatch(other.getPackageName()::startsWith) && !isIn(SHARED, other);
    }

    private static boolean isIn(String name, JavaClass one) {
        return one.getPackageName().equals(name) || one.getPackageName().startsWith(name + ".");
    }
}
