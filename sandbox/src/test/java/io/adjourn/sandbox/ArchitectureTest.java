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
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Dependencies point one way: contracts, vendors, then gateway and streams, which never meet, then the sandbox. */
class ArchitectureTest {
    private static final String CONTRACTS = "io.adjourn.contracts..";
    private static final String RECORDS = "io.adjourn.meetings..";
    private static final String VENDORS = "io.adjourn.vendors..";
    private static final String SOURCES = "io.adjourn.sources..";
    private static final String GATEWAY = "io.adjourn.gateway..";
    private static final String STREAMS = "io.adjourn.streams..";
    private static final String SANDBOX = "io.adjourn.sandbox..";

    private static final JavaClasses ADJOURN = new ClassFileImporter()
            .importPaths(Stream.of("schemas/contracts", "connectors/vendors", "gateway", "streams", "sandbox")
                    .map(module -> JavaModule.home().resolve(module).resolve("target/classes"))
                    .toList());

    @Test
    void shouldSeeAllModules() {
        assertThat(List.of(CONTRACTS, RECORDS, VENDORS, SOURCES, GATEWAY, STREAMS, SANDBOX))
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
