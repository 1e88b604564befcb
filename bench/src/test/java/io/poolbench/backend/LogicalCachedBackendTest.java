package io.poolbench.backend;

import java.util.Map;

class LogicalCachedBackendTest extends LogicalContract {
  @Override
  Map<String, String> options() {
    return options("linear", "off", "auto", "2", "auto", "writeback", "128MiB");
  }

  @Override
  String golden() {
    return "logical-cached.xml";
  }
}
