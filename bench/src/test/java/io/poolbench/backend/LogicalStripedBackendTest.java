package io.poolbench.backend;

import java.util.Map;

class LogicalStripedBackendTest extends LogicalContract {
  @Override
  Map<String, String> options() {
    return options("thin", "on", "256KiB", "2", "256KiB", "off", "auto");
  }

  @Override
  String golden() {
    return "logical-striped.xml";
  }
}
