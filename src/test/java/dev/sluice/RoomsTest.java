package dev.sluice;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;

/** Who may import whom (docs/architecture.md); nothing imports upwards. */
@AnalyzeClasses(packages = "dev.sluice", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {
  private static final DescribedPredicate<JavaClass> CAMEL_ROOM =
      describe(
          "live where Camel may be met",
          type ->
              type.getPackageName().endsWith(".camel")
                  || type.getPackageName().startsWith("dev.sluice.operations"));

  @ArchTest
  static final ArchRule ROOMS_IMPORT_ONLY_WHAT_THEY_MAY =
      Architectures.layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("model")
          .definedBy("dev.sluice.model..")
          .layer("mapping")
          .definedBy("dev.sluice.mapping..")
          .layer("wire")
          .definedBy("dev.sluice.ocpp.wire..")
          .layer("profile")
          .definedBy("dev.sluice.ocpp.profile..")
          .layer("link")
          .definedBy("dev.sluice.ocpp.link..")
          .layer("ocpp camel")
          .definedBy("dev.sluice.ocpp.camel..")
          .layer("iso15118")
          .definedBy("dev.sluice.iso15118..")
          .layer("flexibility")
          .definedBy("dev.sluice.flexibility..")
          .layer("fcsbe")
          .definedBy("dev.sluice.fcsbe..")
          .layer("security")
          .definedBy("dev.sluice.security..")
          .layer("store")
          .definedBy("dev.sluice.store..")
          .layer("simulator")
          .definedBy("dev.sluice.simulator..")
          .layer("operations")
          .definedBy("dev.sluice.operations..")
          .whereLayer("operations")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("simulator")
          .mayOnlyBeAccessedByLayers("operations")
          .whereLayer("store")
          .mayOnlyBeAccessedByLayers("operations")
          .whereLayer("security")
          .mayOnlyBeAccessedByLayers("operations")
          .whereLayer("fcsbe")
          .mayOnlyBeAccessedByLayers("operations", "simulator")
          .whereLayer("ocpp camel")
          .mayOnlyBeAccessedByLayers("operations")
          .whereLayer("flexibility")
          .mayOnlyBeAccessedByLayers("fcsbe", "security", "store", "operations")
          .whereLayer("link")
          .mayOnlyBeAccessedByLayers("ocpp camel", "security", "store", "operations")
          .whereLayer("profile")
          .mayOnlyBeAccessedByLayers("link", "ocpp camel", "operations")
          .whereLayer("wire")
          .mayOnlyBeAccessedByLayers("profile", "link", "ocpp camel", "simulator", "operations")
          .whereLayer("iso15118")
          .mayOnlyBeAccessedByLayers("simulator", "operations")
          .whereLayer("mapping")
          .mayOnlyBeAccessedByLayers("wire", "iso15118", "operations");

  @ArchTest
  static final ArchRule CAMEL_IS_MET_ONLY_IN_CAMEL_PACKAGES_AND_OPERATIONS =
      noClasses()
          .that(DescribedPredicate.not(CAMEL_ROOM))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.camel..");

  @ArchTest
  static final ArchRule SPRING_IS_MET_ONLY_IN_OPERATIONS =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.sluice.operations..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.springframework..");

  @ArchTest
  static final ArchRule PURE_ROOMS_KNOW_NO_NETTY =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.sluice.model..",
              "dev.sluice.mapping..",
              "dev.sluice.ocpp.wire..",
              "dev.sluice.ocpp.profile..",
              "dev.sluice.iso15118..",
              "dev.sluice.flexibility..",
              "dev.sluice.fcsbe..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.netty..");

  @ArchTest
  static final ArchRule PROTOCOLS_KNOW_ONLY_THE_PORT_OF_MAPPING =
      noClasses()
          .that()
          .resideInAnyPackage("dev.sluice.ocpp.wire..", "dev.sluice.iso15118..")
          .should()
          .dependOnClassesThat(
              describe(
                  "are mapping's but not its port",
                  type ->
                      type.getPackageName().startsWith("dev.sluice.mapping")
                          && !type.getName().startsWith("dev.sluice.mapping.MessageModel")));

  @ArchTest
  static final ArchRule ROOMS_HAVE_NO_CYCLES =
      slices().matching("dev.sluice.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NAMES_SAY_THE_ROLE =
      classes()
          .should()
          .haveSimpleNameNotEndingWith("Manager")
          .andShould()
          .haveSimpleNameNotEndingWith("Helper")
          .andShould()
          .haveSimpleNameNotEndingWith("Util")
          .andShould()
          .haveSimpleNameNotEndingWith("Utils")
          .andShould()
          .haveSimpleNameNotEndingWith("Impl");
}
