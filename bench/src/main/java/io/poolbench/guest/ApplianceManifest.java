package io.poolbench.guest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What an appliance is made of, as its build wrote it to {@code manifest.json}.
 *
 * @param architecture the guest's machine, {@code uname -m}
 * @param distribution where its packages come from, PRETTY_NAME of os-release
 * @param kernelVersion the guest's {@code uname -r}
 * @param kernelPackage package name and version
 * @param fioVersion as {@code fio --version} prints it
 * @param fioPackage source or binary package and its version
 * @param fioRoute how fio got in
 * @param busyboxVersion package version
 * @param qemuGuestAgentVersion package version
 * @param sourceDateEpoch time stamp of every file in the initrd, seconds since 1970
 * @param buildScriptSha256 digest of the script that built it
 * @param vmlinuzSha256 digest of the kernel image
 * @param initrdSha256 digest of the initramfs
 */
public record ApplianceManifest(
    String architecture,
    String distribution,
    String kernelVersion,
    String kernelPackage,
    String fioVersion,
    String fioPackage,
    FioRoute fioRoute,
    String busyboxVersion,
    String qemuGuestAgentVersion,
    long sourceDateEpoch,
    String buildScriptSha256,
    String vmlinuzSha256,
    String initrdSha256) {

  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build()
          .readerFor(ApplianceManifest.class);

  /**
   * @throws ApplianceException if the text is no manifest: not JSON, an unknown, missing or null
   *     field
   */
  static ApplianceManifest parse(String json) {
    try {
      return READER.readValue(json);
    } catch (JsonProcessingException e) {
      throw new ApplianceException("not an appliance manifest: " + e.getOriginalMessage(), e);
    }
  }

  static ApplianceManifest read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new ApplianceException("cannot read the appliance manifest " + file, e);
    }
  }
}
