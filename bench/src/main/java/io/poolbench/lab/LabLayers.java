package io.poolbench.lab;

import io.poolbench.host.CommandException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The packages of the lab's services, fetched and unpacked into the cache, and never installed: on
 * a user's machine their servers would start. What the machine has installed is not among them.
 *
 * <p>All services share one layer, {@code layer-*}, keyed by the packages and versions that are
 * missing here, so that an upgraded machine gets a new one. It is complete or not there.
 */
public final class LabLayers {
  private static final String PREFIX = "layer-";
  private static final String UNFINISHED = "unfinished-" + PREFIX;

  /** A lab that still runs may use the one before. */
  private static final int KEPT = 2;

  private final Path cache;
  private final boolean mayFetch;
  private final Consumer<String> say;

  /**
   * @param cache folder in which the layers lie
   * @param mayFetch whether what is missing may be fetched
   * @param say is told what takes its time
   */
  public LabLayers(Path cache, boolean mayFetch, Consumer<String> say) {
    this.cache = cache;
    this.mayFetch = mayFetch;
    this.say = say;
  }

  /**
   * The tree with all that these services need and the machine has not; empty when it has it all.
   *
   * @throws MissingPackagesException when it cannot be had
   */
  public Optional<Path> layerFor(Set<LabService> services)
      throws IOException, InterruptedException {
    List<String> missing = missing(services);
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    if (!Apt.isHere()) {
      throw new MissingPackagesException(missing, "there is no apt-get here to fetch them with");
    }
    Files.createDirectories(cache);
    // another lab that starts meanwhile waits, and finds the layer
    try (FileChannel channel =
        FileChannel.open(
            cache.resolve("layers.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock();
      Layer layer = layer(missing);
      layer.noteUse();
      removeOthers(layer);
      return Optional.of(layer.tree());
    }
  }

  /** Those of the services of which the machine has everything installed. */
  public static Set<LabService> installed(Set<LabService> services) throws InterruptedException {
    Set<LabService> installed = EnumSet.noneOf(LabService.class);
    for (LabService service : services) {
      if (missing(Set.of(service)).isEmpty()) {
        installed.add(service);
      }
    }
    return installed;
  }

  private Layer layer(List<String> missing) throws IOException, InterruptedException {
    AptState now = AptState.now();
    List<Layer> layers = Layer.in(cache, PREFIX);
    Optional<Layer> current = layers.stream().filter(l -> l.answers(missing, now)).findFirst();
    if (current.isPresent()) {
      return current.get();
    }
    List<String> names = missing(EnumSet.allOf(LabService.class));
    List<PackageVersion> packages;
    try {
      try {
        packages = Apt.simulate(names);
      } catch (CommandException e) {
        // a distribution may lack a server that is not wanted now
        names = missing;
        packages = Apt.simulate(names);
      }
    } catch (CommandException e) {
      // without lists, as in many containers, what was fetched before they went is as good
      return layers.stream()
          .filter(l -> l.answersForInstalled(missing, now))
          .findFirst()
          .orElseThrow(() -> new MissingPackagesException(missing, words(e)));
    }
    String content = packages.stream().map(p -> p + "\n").sorted().collect(Collectors.joining());
    Layer wanted = new Layer(cache.resolve(PREFIX + Digests.of(content)));
    if (!wanted.isThere()) {
      if (!mayFetch) {
        throw new MissingPackagesException(missing, "--no-install was given; leave it out");
      }
      say.accept(
          "fetching %d packages for the lab's services; they are not installed: %s"
              .formatted(
                  packages.size(),
                  packages.stream().map(PackageVersion::name).collect(Collectors.joining(" "))));
      try {
        make(wanted, packages, content);
      } catch (CommandException e) {
        throw new MissingPackagesException(missing, words(e));
      }
    }
    wanted.noteAnswer(names, now);
    return wanted;
  }

  private void make(Layer wanted, List<PackageVersion> packages, String content)
      throws IOException, InterruptedException {
    for (Layer left : Layer.in(cache, UNFINISHED)) {
      left.remove();
    }
    Layer beside = new Layer(Files.createTempDirectory(cache, UNFINISHED));
    try {
      Path debs = Files.createDirectory(beside.folder().resolve("debs"));
      Apt.fetch(packages, debs);
      Apt.unpack(debs, beside.tree());
      new Layer(debs).remove();
      beside.noteContent(content);
      Files.move(beside.folder(), wanted.folder());
    } finally {
      beside.remove();
    }
  }

  private void removeOthers(Layer used) throws IOException {
    List<Layer> others =
        Layer.in(cache, PREFIX).stream()
            .filter(layer -> !layer.equals(used))
            .sorted(Comparator.comparing(Layer::lastUse).reversed())
            .skip(KEPT - 1)
            .toList();
    for (Layer old : others) {
      old.remove();
    }
  }

  private static List<String> missing(Set<LabService> services) throws InterruptedException {
    List<String> names =
        services.stream().sorted().flatMap(s -> s.packages().stream()).distinct().toList();
    return names.isEmpty() || Programs.find("dpkg-query").isEmpty()
        ? names
        : Apt.notInstalled(names);
  }

  private static String words(CommandException e) {
    return String.valueOf(e.getMessage());
  }
}
