package io.adjourn.sandbox;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.adjourn.sandbox.simulator.Simulator;
import io.adjourn.sandbox.simulator.Simulators;
import io.adjourn.vendors.Vendor;
import io.adjourn.vendors.Vendors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Dependencies point one way: contracts, vendors, then gateway and streams, which never meet, then the sandbox. The spool needs
 * none of them.
 */
class ArchitectureTest {
    private static final String CONTRACTS = "io.adjourn.contracts..";
    private static final String RECORDS = "io.adjourn.meetings..";
    private static final String VENDORS = "io.adjourn.vendors..";
    private static final String SOURCES = "io.adjourn.config..";
    private static final String SPOOL = "io.adjourn.spool..";
    private static final String GATEWAY = "io.adjourn.gateway..";
    private static final String STREAMS = "io.adjourn.streams..";
    private static final String SANDBOX = "io.adjourn.sandbox..";

    private static final List<String> MODULES =
            List.of("schemas/contracts", "connectors/vendors", "config", "gateway/spool", "gateway", "streams", "sandbox");

    private static final JavaClasses ADJOURN = new ClassFileImporter()
            .importPaths(MODULES.stream()
                    .map(module -> JavaModule.home().resolve(module).resolve("target/classes"))
                    .toList());

    /** What says something to the machine; schemas are left out, for their words are documentation. */
    private static final Pattern CODE = Pattern.compile(".*\\.(java|ya?ml|properties|xml)");

    /** Names that are English words, too: how they are written where they are names. */
    private static final Map<String, String> ALSO_WORDS =
            Map.of("attendee", "Attendee\\b|[\"':/-] ?attendee\\b|\\battendee[\"'/-]");

    @Test
    void shouldSeeAllModules() {
        assertThat(List.of(CONTRACTS, RECORDS, VENDORS, SOURCES, SPOOL, GATEWAY, STREAMS, SANDBOX))
                .allMatch(name -> ADJOURN.stream().anyMatch(resideInAPackage(name)));
    }

    @Test
    void shouldKeepContractsFreeOfAllElse() {
        check(noClasses()
                .that()
                .resideInAnyPackage(CONTRACTS, RECORDS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(VENDORS, SOURCES, GATEWAY, STREAMS, SANDBOX));
    }

    @Test
    void shouldKeepVendorsFreeOfThoseWhoUseThem() {
        check(noClasses()
                .that()
                .resideInAnyPackage(VENDORS, SOURCES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(GATEWAY, STREAMS, SANDBOX));
    }

    @Test
    void shouldKeepTheSpoolToItself() {
        check(noClasses()
                .that()
                .resideInAPackage(SPOOL)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CONTRACTS, RECORDS, VENDORS, SOURCES, GATEWAY, STREAMS, SANDBOX));
        check(noClasses()
                .that()
                .resideInAnyPackage(CONTRACTS, RECORDS, VENDORS, SOURCES, STREAMS)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(SPOOL));
    }

    @Test
    void shouldKeepGatewayAndStreamsApart() {
        check(noClasses()
                .that()
                .resideInAPackage(GATEWAY)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(STREAMS, SANDBOX));
        check(noClasses()
                .that()
                .resideInAPackage(STREAMS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(GATEWAY, SANDBOX));
        // The sandbox runs both as processes: never on one class path.
        check(noClasses()
                .that()
                .resideInAPackage(SANDBOX)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(GATEWAY, STREAMS));
    }

    @Test
    void shouldKeepVendorsPure() {
        check(noClasses()
                .that()
                .resideInAPackage(VENDORS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..",
                        "io.confluent..",
                        "io.micronaut..",
                        "java.net..",
                        "java.nio.file..",
                        "java.util.concurrent.."));
        check(noClasses()
                .that()
                .resideInAPackage(VENDORS)
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class));
    }

    @Test
    void shouldKeepVendorsApartFromEachOther() {
        check(slices().matching("io.adjourn.vendors.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(alwaysTrue(), resideInAPackage("io.adjourn.vendors.verify..")));
        check(slices().matching("io.adjourn.sandbox.simulator.(*)..").should().notDependOnEachOther());
    }

    @Test
    void shouldNameAVendorOnlyInItsOwnPackageAndInTheListOfAll() {
        for (Vendor vendor : Vendors.KNOWN.all()) {
            check(onlyKnownTo(Vendors.class, vendor.getClass()));
        }
        for (Simulator simulator : Simulators.ALL) {
            check(onlyKnownTo(Simulators.class, simulator.getClass()));
        }
    }

    @Test
    void shouldWriteAVendorsNameNowhereElseEither() throws IOException {
        var members = new ArrayList<Object>(Vendors.KNOWN.all());
        members.addAll(Simulators.ALL);
        Set<String> allowed = members.stream()
                .map(member -> "/" + member.getClass().getPackageName().replace('.', '/') + "/")
                .collect(Collectors.toSet());
        allowed.add("/io/adjourn/vendors/Vendors.java");
        allowed.add("/io/adjourn/sandbox/simulator/Simulators.java");
        Pattern names = Pattern.compile(Vendors.KNOWN.all().stream()
                .map(ArchitectureTest::nameOf)
                .distinct()
                .collect(Collectors.joining("|")));

        var written = new ArrayList<String>();
        for (Path file : code()) {
            if (allowed.stream().noneMatch(file.toString()::contains)) {
                List<String> lines = Files.readAllLines(file);
                for (int i = 0; i < lines.size(); i++) {
                    if (names.matcher(lines.get(i)).find()) {
                        written.add(file + ":" + (i + 1) + ": " + lines.get(i).strip());
                    }
                }
            }
        }
        assertThat(written).isEmpty();
    }

    /** The vendor's name however it is spelled, without a version: {@code acme-bots-v2} is Acme Bots. */
    private static String nameOf(Vendor vendor) {
        String name = vendor.id().replaceFirst("-v[0-9]+$", "").replace("-", "");
        String spaced = name.chars().mapToObj(Character::toString).collect(Collectors.joining("[ -]?"));
        return ALSO_WORDS.getOrDefault(name, "(?i:" + name + "|\\b" + spaced + ")");
    }

    private static List<Path> code() throws IOException {
        var code = new ArrayList<Path>(List.of(JavaModule.home().resolve("adjourn")));
        for (String module :
                Stream.concat(MODULES.stream(), Stream.of("tools/bench")).toList()) {
            try (Stream<Path> files =
                    Files.walk(JavaModule.home().resolve(module).resolve("src/main"))) {
                files.filter(file -> CODE.matcher(file.toString()).matches()).forEach(code::add);
            }
        }
        return code;
    }

    private static ArchRule onlyKnownTo(Class<?> list, Class<?> member) {
        String itsPackage = member.getPackageName() + "..";
        return noClasses()
                .that()
                .resideOutsideOfPackage(itsPackage)
                .and()
                .doNotHaveFullyQualifiedName(list.getName())
                .should()
                .dependOnClassesThat()
                .resideInAPackage(itsPackage);
    }

    private static void check(ArchRule rule) {
        rule.check(ADJOURN);
    }
}
