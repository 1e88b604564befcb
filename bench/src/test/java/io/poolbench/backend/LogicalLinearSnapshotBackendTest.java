package io.poolbench.backend;

import java.util.Map;

class LogicalLinearSnapshotBackendTest extends LogicalContract {
  @Override
  Map<String, String> options() {
    return options("linear", "on", "auto");
  }

  @Override
  String golden() {
    return "logical-linear-snapshot.xml";
  }
}
