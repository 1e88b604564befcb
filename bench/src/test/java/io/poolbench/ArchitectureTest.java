package io.poolbench;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of docs/architecture.md; the table of packages is read from that document. */
class ArchitectureTest {
  private static final String ROOT = "io.poolbench.";
  private static final String[] READERS = packages("validity", "compare", "report");
  private static final String[] MACHINE =
      packages(
          "host",
          "hostio",
          "substrate",
          "libvirt",
          "guest",
          "measure",
          "vantage",
          "run",
          "lab",
          "lease",
          "backend");

  private static final ImportTable TABLE = ImportTable.read();
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.poolbench");

  private static String[] packages(String... names) {
    return Stream.of(names).map(name -> ROOT + name + "..").toArray(String[]::new);
  }

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }

  private static Set<String> inCode() {
    return CLASSES.stream()
        .map(JavaClass::getPackageName)
        .filter(name -> name.startsWith(ROOT) && !name.endsWith(".jmh_generated"))
        .map(name -> name.substring(ROOT.length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static Set<Map.Entry<String, Set<String>>> rows() {
    return TABLE.allowed().entrySet();
  }

  @Test
  void theTableNamesEveryPackageAndNoOther() {
    assertThat(TABLE.allowed().keySet()).containsExactlyInAnyOrderElementsOf(inCode());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void aPackageImportsOnlyWhatItsRowAllows(Map.Entry<String, Set<String>> row) {
    Set<String> forbidden = inCode();
    forbidden.removeAll(row.getValue());
    forbidden.remove(row.getKey());
    String[] packages = packages(forbidden.toArray(String[]::new));
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + row.getKey() + "..")
            .should()
            .dependOnClassesThat(are(resideInAnyPackage(packages)))
            .as(row.getKey() + " imports only " + row.getValue() + " (docs/architecture.md)"));
  }

  @Test
  void aRowThatImportsOneBelowItIsRefused() {
    String document =
        """
        | package | what it does | may import |
        |---|---|---|
        | `low` | is below | high |
        | `high` | is above | - |
        """;
    assertThatThrownBy(() -> ImportTable.parse(document))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("point up the table: [high]");
  }

  @Test
  void packagesHaveNoCycles() {
    check(slices().matching(ROOT + "(*)..").should().beFreeOfCycles());
  }

  @Test
  void readersNeverImportWhatTouchesTheMachine() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(READERS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(MACHINE));
  }

  @ParameterizedTest
  @CsvSource({
    "org.libvirt.., libvirt",
    "com.sun.jna.., libvirt host hostio",
    "org.openjdk.jmh.., hostio",
    "picocli.., cli",
    "org.yaml.snakeyaml.., scenario",
    "org.knowm.xchart.., report",
    "j2html.., report",
    "org.apache.commons.csv.., result report",
    "org.apache.commons.statistics.., stats"
  })
  void aLibraryIsUsedOnlyWhereItBelongs(String library, String homes) {
    assertThat(CLASSES.stream().anyMatch(c -> uses(c, library)))
        .as("something uses " + library)
        .isTrue();
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(packages(homes.split(" ")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(library));
  }

  private static boolean uses(JavaClass user, String library) {
    return user.getDirectDependenciesFromSelf().stream()
        .anyMatch(d -> resideInAnyPackage(library).test(d.getTargetClass()));
  }

  @Test
  void onlyAFewClassesStartPrograms() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ROOT + "host.Command")
            .and()
            .doNotHaveFullyQualifiedName(ROOT + "host.Session")
            .and()
            .doNotHaveFullyQualifiedName(ROOT + "guest.ApplianceBuild")
            .and()
            .doNotHaveFullyQualifiedName(ROOT + "lab.LabProcess")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ProcessBuilder.class)
            .orShould()
            .callMethodWhere(
                describe(
                    "Runtime.exec is called",
                    call ->
                        call.getTargetOwner().isEquivalentTo(Runtime.class)
                            && call.getName().equals("exec"))));
  }

  @Test
  void onlyTheCommandLineWritesToTheTerminalOrEndsTheJvm() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "cli..")
            .should(ACCESS_STANDARD_STREAMS)
            .orShould()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class));
  }

  @Test
  void judgingAndComparingTouchNoFileAndReportsOnlyThroughTwoClasses() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(READERS)
            .and()
            .doNotHaveFullyQualifiedName(ROOT + "report.RawFiles")
            .and()
            .doNotHaveFullyQualifiedName(ROOT + "report.ReportFolder")
            .should()
            .dependOnClassesThat(are(resideInAnyPackage("java.nio.channels..")))
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.nio.file.Files.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.io.File.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.io.FileInputStream.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.io.FileOutputStream.class));
  }

  @Test
  void onlyTheStoreDecodesAndEncodesItsFormat() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(READERS)
            .or()
            .resideInAnyPackage(packages("run", "measure", "cli"))
            .and()
            .doNotHaveFullyQualifiedName(ROOT + "measure.AllocationCheck")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson.."));
  }

  @Test
  void everyPackageIsDescribedAndNullMarked() {
    assertThat(inCode())
        .allSatisfy(
            name ->
                assertThat(
                        CLASSES
                            .getPackage(ROOT + name)
                            .tryGetAnnotationOfType(NullMarked.class)
                            .isPresent())
                    .as("package-info of " + name)
                    .isTrue());
  }

  @Test
  void noClassHidesBehindANameThatSaysNothing() {
    check(classes().should().haveNameNotMatching(".*(Manager|Helper|Helpers|Utils|Impl|Infra)"));
  }
}
