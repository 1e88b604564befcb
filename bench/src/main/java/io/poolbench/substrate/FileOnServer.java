package io.poolbench.substrate;

import io.poolbench.host.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A file that a run left in a folder of somebody's server. */
public final class FileOnServer {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** Names that runs give, none of which find(1) takes for a pattern. */
  private static final Pattern NAME = Pattern.compile("poolbench-[A-Za-z0-9._+-]+");

  private FileOnServer() {}

  /**
   * Deletes a file of a server's folder, while that is mounted where the run had mounted it; one
   * that is gone is deleted. Nothing but a regular file of that very name is touched.
   *
   * @param source what must be mounted there, as the kernel shows it
   * @return false when it is not mounted there
   * @throws IOException when what bears the name is no regular file
   */
  public static boolean delete(Path mountPoint, String source, String name)
      throws IOException, InterruptedException {
    if (!NAME.matcher(name).matches()) {
      throw new IOException(name + " is no name that a run gives to a file on a server");
    }
    if (!Mounts.source(mountPoint).equals(Optional.of(source))) {
      return false;
    }
    // a program can be given up when the server does not answer
    String left =
        Command.check(
                LIMIT,
                List.of(
                    "find",
                    mountPoint.toString(),
                    "-maxdepth",
                    "1",
                    "-name",
                    name,
                    "(",
                    "-type",
                    "f",
                    "-delete",
                    "-o",
                    "-print",
                    ")"))
            .text();
    if (!left.isEmpty()) {
      throw new IOException(left + " is no regular file, so no run made it; it is left as it is");
    }
    return true;
  }
}
