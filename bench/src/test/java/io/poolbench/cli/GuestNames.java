package io.poolbench.cli;

import io.poolbench.result.RunResult;
import io.poolbench.result.TrialResult;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Which guest measured which trial, from the live domain XML kept with each trial. */
final class GuestNames {
  private GuestNames() {}

  static List<String> of(RunResult result) throws IOException {
    List<String> names = new ArrayList<>();
    for (TrialResult trial : result.trials()) {
      String xml = Files.readString(trial.folder().resolve("domain.xml"));
      int from = xml.indexOf("<name>") + "<name>".length();
      names.add(xml.substring(from, xml.indexOf("</name>", from)));
    }
    return names;
  }
}
