package io.adjourn.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import io.adjourn.testing.Room;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void shouldKnowOnlyWhatIsBelow() {
        Room.SIMULATORS.mustKnowOnlyWhatIsBelow();
    }

    @Test
    void shouldKeepSimulatorsApartFromEachOther() {
        slices().matching("io.adjourn.simulator.(*)..")
                .should()
                .notDependOnEachOther()
                .check(Room.classes());
    }

    @Test
    void shouldNameASimulatorOnlyInItsOwnPackageAndInTheListOfAll() {
        for (Simulator simulator : Simulators.ALL) {
            String itsPackage = simulator.getClass().getPackageName() + "..";
            noClasses()
                    .that()
                    .resideOutsideOfPackage(itsPackage)
                    .and()
                    .doNotHaveFullyQualifiedName(Simulators.class.getName())
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(itsPackage)
                    .check(Room.classes());
        }
    }
}
