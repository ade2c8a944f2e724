package dev.junction.rules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Who may see whom. The map: ARCHITECTURE.md.
final class ArchitectureTest {

  private static final String[] SERVICES = {
    "queue", "topic", "log", "bus", "schedule", "schema", "pipe"
  };

  @SuppressWarnings("NullAway.Init") // filled before the first test
  private static JavaClasses classes;

  @BeforeAll
  static void readClasses() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.junction");
    assertThat(classes).hasSizeGreaterThan(100);
  }

  @Test
  void modulesSeeOnlyWhatLiesBelowThem() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("kernel")
        .definedBy("dev.junction.kernel..")
        .layer("storage")
        .definedBy("dev.junction.storage..")
        .layer("engine")
        .definedBy("dev.junction.engine..")
        .layer("wire")
        .definedBy("dev.junction.wire..")
        .layer("models")
        .definedBy("dev.junction.models..")
        .layer("identity")
        .definedBy("dev.junction.identity..")
        .layer("delivery")
        .definedBy("dev.junction.delivery..")
        .layer("expression")
        .definedBy("dev.junction.expression..")
        .layer("services")
        .definedBy(
            "dev.junction.queue..",
            "dev.junction.topic..",
            "dev.junction.log..",
            "dev.junction.bus..",
            "dev.junction.schedule..",
            "dev.junction.schema..",
            "dev.junction.pipe..")
        .layer("server")
        .definedBy("dev.junction.server..")
        .whereLayer("storage")
        .mayOnlyBeAccessedByLayers("engine", "delivery", "services", "server")
        .whereLayer("engine")
        .mayOnlyBeAccessedByLayers("delivery", "services", "server")
        .whereLayer("wire")
        .mayOnlyBeAccessedByLayers("models", "identity", "services", "server")
        .whereLayer("models")
        .mayOnlyBeAccessedByLayers("identity", "services", "server")
        .whereLayer("identity")
        .mayOnlyBeAccessedByLayers("services", "server")
        .whereLayer("delivery")
        .mayOnlyBeAccessedByLayers("services", "server")
        .whereLayer("expression")
        .mayOnlyBeAccessedByLayers("services", "server")
        .whereLayer("services")
        .mayOnlyBeAccessedByLayers("server")
        .whereLayer("server")
        .mayNotBeAccessedByAnyLayer()
        .check(classes);
  }

  @Test
  void noServiceImportsAnother() {
    for (String service : SERVICES) {
      for (String other : SERVICES) {
        if (!service.equals(other)) {
          noClasses()
              .that(resideInAPackage("dev.junction." + service + ".."))
              .should()
              .dependOnClassesThat(resideInAPackage("dev.junction." + other + ".."))
              .check(classes);
        }
      }
    }
  }

  @Test
  void packagesFormNoCycles() {
    slices().matching("dev.junction.(**)").should().beFreeOfCycles().check(classes);
  }

  @Test
  void foreignLibrariesStayBehindTheirDoor() {
    noClasses()
        .that(resideOutsideOf("dev.junction.storage.rocks.."))
        .should()
        .dependOnClassesThat(resideInAPackage("org.rocksdb.."))
        .check(classes);
    noClasses()
        .that(resideOutsideOf("dev.junction.wire.server.."))
        .and(resideOutsideOf("dev.junction.delivery.outbound.."))
        .should()
        .dependOnClassesThat(resideInAnyPackage("io.vertx..", "io.netty.."))
        .check(classes);
    noClasses()
        .that(
            resideOutsideOfPackages("dev.junction.wire.server..", "dev.junction.topic.signature.."))
        .should()
        .dependOnClassesThat(resideInAPackage("org.bouncycastle.."))
        .check(classes);
    noClasses()
        .that(resideOutsideOf("dev.junction.server.."))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("picocli..", "com.typesafe..", "io.micrometer..", "ch.qos.."))
        .check(classes);
  }

  @Test
  void timeComesFromTheClockThatIsPassedIn() {
    noClasses()
        .that(
            resideInAnyPackage(
                "dev.junction.engine..",
                "dev.junction.delivery..",
                "dev.junction.queue..",
                "dev.junction.topic..",
                "dev.junction.schedule..",
                "dev.junction.log..",
                "dev.junction.bus..",
                "dev.junction.schema..",
                "dev.junction.pipe..",
                "dev.junction.identity..",
                "dev.junction.expression.."))
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .check(classes);
  }

  private static com.tngtech.archunit.base.DescribedPredicate<
          com.tngtech.archunit.core.domain.JavaClass>
      resideOutsideOf(String pattern) {
    return com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage(pattern);
  }
}
