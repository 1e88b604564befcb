package io.poolbench.backend;

import java.util.Map;

class LogicalThinBackendTest extends LogicalContract {
  @Override
  Map<String, String> options() {
    return options("thin", "off", "auto");
  }

  @Override
  String golden() {
    return "logical-thin.xml";
  }
}
