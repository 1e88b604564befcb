package io.poolbench.backend;

import java.util.List;
import java.util.Optional;

/** The one registry of kinds. A new kind is one class and one line here. */
public final class Backends {
  private static final List<BackendKind> KINDS =
      List.of(
          BlockBackend.KIND,
          DiskBackend.KIND,
          LogicalBackend.KIND,
          FsBackend.KIND,
          DirBackend.KIND,
          FileBackend.KIND,
          NetfsBackend.KIND,
          GlusterBackend.KIND,
          IscsiBackend.KIND,
          IscsiDirectBackend.KIND,
          ScsiBackend.KIND,
          MpathBackend.KIND);

  private Backends() {}

  public static List<BackendKind> kinds() {
    return KINDS;
  }

  public static Optional<BackendKind> kind(String word) {
    return KINDS.stream().filter(k -> k.kind().equals(word)).findFirst();
  }
}
