package io.poolbench.backend;

import java.util.Map;

class LogicalThinSnapshotBackendTest extends LogicalContract {
  @Override
  Map<String, String> options() {
    return options("thin", "on", "256KiB");
  }

  @Override
  String golden() {
    return "logical-thin-snapshot.xml";
  }
}
