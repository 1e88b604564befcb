package io.poolbench.libvirt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/**
 * The threads of a guest's QEMU, as the kernel numbers them (QMP, query-cpus-fast and
 * query-iothreads).
 */
public record QemuThreads(List<Long> vcpus, List<Long> ioThreads) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public QemuThreads {
    vcpus = List.copyOf(vcpus);
    ioThreads = List.copyOf(ioThreads);
  }

  public static QemuThreads of(GuestDomain guest) {
    return new QemuThreads(
        threads(guest.monitor("{\"execute\":\"query-cpus-fast\"}")),
        threads(guest.monitor("{\"execute\":\"query-iothreads\"}")));
  }

  static List<Long> threads(String answer) {
    try {
      List<Long> threads = new ArrayList<>();
      JSON.readTree(answer).path("return").forEach(t -> threads.add(t.path("thread-id").asLong()));
      return threads;
    } catch (JsonProcessingException e) {
      throw new HypervisorException("QEMU's monitor answered no JSON: " + answer, e);
    }
  }
}
