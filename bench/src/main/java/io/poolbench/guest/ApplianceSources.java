package io.poolbench.guest;

import io.poolbench.backend.GuestSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** The files an appliance is built from: the build script and what it packs beside packages. */
record ApplianceSources(Map<String, byte[]> files) {
  static final String BUILD_SCRIPT = "build-appliance.sh";

  /** Raised when a change elsewhere makes appliances in caches unusable. */
  private static final int FORMAT_VERSION = 1;

  /** The sources poolbench ships. */
  static ApplianceSources shipped() {
    Map<String, byte[]> files = new TreeMap<>();
    for (String name : new String[] {BUILD_SCRIPT, "init", "shutdown"}) {
      files.put(name, resource(name));
    }
    return new ApplianceSources(files);
  }

  /** Identifies what is built from these sources, 64 hex digits. */
  String key(String architecture, GuestSpec.Kernel kernel) {
    MessageDigest digest = Sha256.digest();
    update(digest, Integer.toString(FORMAT_VERSION).getBytes(StandardCharsets.UTF_8));
    update(digest, architecture.getBytes(StandardCharsets.UTF_8));
    update(digest, kernel.word().getBytes(StandardCharsets.UTF_8));
    new TreeMap<>(files)
        .forEach(
            (name, content) -> {
              update(digest, name.getBytes(StandardCharsets.UTF_8));
              update(digest, content);
            });
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Writes the files, executable, into an existing directory. */
  void writeTo(Path directory) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = directory.resolve(file.getKey());
      Files.write(path, file.getValue());
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  /** Length first, so that moving a byte from one part to the next changes the digest. */
  private static void update(MessageDigest digest, byte[] part) {
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(part.length).array());
    digest.update(part);
  }

  private static byte[] resource(String name) {
    try (InputStream in = ApplianceSources.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new ApplianceException("poolbench was packaged without its resource guest/" + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new ApplianceException("cannot read poolbench's resource guest/" + name, e);
    }
  }
}
