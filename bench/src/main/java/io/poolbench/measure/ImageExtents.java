package io.poolbench.measure;

import io.poolbench.host.Command;
import io.poolbench.host.CommandException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** In how many pieces an image file lies in its filesystem (filefrag(8)). */
public final class ImageExtents {
  private static final Pattern FOUND = Pattern.compile(": ([0-9]+) extents? found");
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private ImageExtents() {}

  /**
   * By name; nothing where the filesystem cannot tell, as those of a server, or there is no
   * filefrag.
   *
   * @param image its path, or what qemu-img(1) calls one that only QEMU reaches
   * @param when {@code before the workloads} or {@code after the workloads}
   */
  public static Map<String, String> facts(String image, String when) throws InterruptedException {
    if (!image.startsWith("/")) {
      return Map.of();
    }
    try {
      Command.Result result = Command.run(LIMIT, List.of("filefrag", "-s", image));
      Matcher found = FOUND.matcher(result.output());
      return result.exitCode() == 0 && found.find()
          ? Map.of("image extents " + when, found.group(1))
          : Map.of();
    } catch (CommandException e) {
      // whether it is needed is the backend's to say, before the run
      return Map.of();
    }
  }
}
