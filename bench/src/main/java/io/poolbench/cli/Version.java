package io.poolbench.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** poolbench's version, filtered into a resource by the build. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"poolbench " + number()};
  }

  static String number() {
    Properties properties = new Properties();
    try (InputStream stream = Version.class.getResourceAsStream("version.properties")) {
      if (stream != null) {
        properties.load(stream);
      }
    } catch (IOException e) {
      return "unknown";
    }
    return properties.getProperty("version", "unknown");
  }
}
