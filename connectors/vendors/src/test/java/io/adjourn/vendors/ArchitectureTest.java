package io.adjourn.vendors;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import io.adjourn.testing.Room;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void shouldKnowOnlyWhatIsBelow() {
        Room.VENDORS.mustKnowOnlyWhatIsBelow();
    }

    @Test
    void shouldComputeWithoutReachingOutside() {
        // Names of places and how they are written: nothing is reached by these.
        Room.mustBePure(List.of("io.adjourn.vendors.."), "java.net.URI", "java.net.URLEncoder", "java.net.URLDecoder");
    }

    @Test
    void shouldKeepVendorsApartFromEachOther() {
        slices().matching("io.adjourn.vendors.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(alwaysTrue(), resideInAPackage("io.adjourn.vendors.verify.."))
                .check(Room.classes());
    }

    @Test
    void shouldNameAVendorOnlyInItsOwnPackageAndInTheListOfAll() {
        for (Vendor vendor : Vendors.KNOWN.all()) {
            String itsPackage = vendor.getClass().getPackageName() + "..";
            noClasses()
                    .that()
                    .resideOutsideOfPackage(itsPackage)
                    .and()
                    .doNotHaveFullyQualifiedName(Vendors.class.getName())
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(itsPackage)
                    .check(Room.classes());
        }
    }
}
