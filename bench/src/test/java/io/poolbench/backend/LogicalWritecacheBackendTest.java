package io.poolbench.backend;

import java.util.Map;

class LogicalWritecacheBackendTest extends LogicalContract {
  @Override
  Map<String, String> options() {
    return options("linear", "off", "auto", "1", "auto", "writecache", "auto");
  }

  @Override
  String golden() {
    return "logical-writecache.xml";
  }
}
