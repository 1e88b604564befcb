package io.poolbench.report;

import io.poolbench.result.ResultException;
import io.poolbench.result.RunResult;
import io.poolbench.result.TrialResult;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The raw files behind a report, and links to them. A link is given only where the reports' folder
 * lies beside the results' folder, so that it holds wherever the two are moved together.
 */
final class RawFiles {
  private final RunResult result;
  private final Path report;

  RawFiles(RunResult result, Path reportFolder) {
    this.result = result;
    this.report = reportFolder;
  }

  /** The relative link to a file of the run, or empty when it would not survive a move. */
  Optional<String> link(Path file) {
    Path run = result.folder().toAbsolutePath().normalize();
    Path results = run.getParent();
    Path reports = report.getParent();
    if (results == null
        || reports == null
        || results.getParent() == null
        || !results.getParent().equals(reports.getParent())) {
      return Optional.empty();
    }
    Path relative = report.relativize(file.toAbsolutePath().normalize());
    StringBuilder link = new StringBuilder();
    for (Path part : relative) {
      if (link.length() > 0) {
        link.append('/');
      }
      link.append(encode(part.toString()));
    }
    return Optional.of(link.toString());
  }

  /** The live domain XML of a trial, or empty when the trial ended before it was read. */
  static Optional<String> domainXml(TrialResult trial) {
    Path file = trial.folder().resolve("domain.xml");
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException e) {
      throw new ResultException("cannot read " + file + ": " + e, e);
    }
  }

  private static String encode(String segment) {
    try {
      return new URI("file", null, "/" + segment, null).getRawPath().substring(1);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("no link can name " + segment, e);
    }
  }
}
