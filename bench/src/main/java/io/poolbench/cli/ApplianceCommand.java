package io.poolbench.cli;

import io.poolbench.guest.Appliance;
import io.poolbench.guest.ApplianceCache;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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

  @Override
  public Integer call() {
    Appliance appliance =
        Appliance.ensure(ApplianceCache.ofUser(), spec.commandLine().getErr()::println);
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
