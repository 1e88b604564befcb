package io.poolbench.cli;

import io.poolbench.backend.GuestSpec;
import io.poolbench.guest.Appliance;
import io.poolbench.guest.ApplianceCache;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code poolbench appliance}. */
@Command(
    name = "appliance",
    mixinStandardHelpOptions = true,
    description = {
      "Builds what every guest boots, a kernel and an initramfs with fio, unless it is there.",
      "Needs no root. Kept in $POOLBENCH_CACHE, or poolbench/ in the user's cache."
    })
final class ApplianceCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--kernel",
      paramLabel = "KERNEL",
      description = "The distribution's kernel: cloud (the usual one) or generic, as in scenarios.",
      converter = KernelWord.class)
  private GuestSpec.Kernel kernel = GuestSpec.Kernel.CLOUD;

  private static final class KernelWord implements CommandLine.ITypeConverter<GuestSpec.Kernel> {
    @Override
    public GuestSpec.Kernel convert(String word) {
      return Arrays.stream(GuestSpec.Kernel.values())
          .filter(kernel -> kernel.word().equals(word))
          .findFirst()
          .orElseThrow(
              () ->
                  new CommandLine.TypeConversionException(
                      "'" + word + "' is no kernel; expected cloud or generic"));
    }
  }

  @Override
  public Integer call() {
    Appliance appliance =
        Appliance.ensure(ApplianceCache.ofUser(), kernel, spec.commandLine().getErr()::println);
    spec.commandLine()
        .getOut()
        .printf(
            "%s%n%s%nLinux %s, fio %s, initrd SHA-256 %s%n",
            appliance.kernel(),
            appliance.initrd(),
            appliance.manifest().kernelVersion(),
            appliance.manifest().fioVersion(),
            appliance.manifest().initrdSha256());
    return ExitCodes.OK;
  }
}
