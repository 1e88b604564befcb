package io.poolbench.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PackageVersionTest {
  /**
   * Debian 12: {@code LC_ALL=C apt-get --simulate install --no-install-recommends nfs-common udev},
   * shortened, with an upgrade and a foreign architecture from other such calls.
   */
  private static final String SIMULATION =
      """
      NOTE: This is only a simulation!
            apt-get needs root privileges for real execution.
      Reading package lists...
      Building dependency tree...
      The following NEW packages will be installed:
        keyutils libnfsidmap1 nfs-common rpcbind udev
      0 upgraded, 5 newly installed, 0 to remove and 128 not upgraded.
      Inst libnfsidmap1 (1:2.6.2-4+deb12u1 Debian:12.15/oldstable [amd64])
      Inst udev [252.38-1~deb12u1] (252.39-1~deb12u2 Debian:12.15/oldstable [amd64]) []
      Inst libldb2 (2:2.6.2+samba4.17.12+dfsg-0+deb12u4 Debian:12.15/oldstable, Debian-Security:12/oldstable-security [amd64])
      Inst libudev1:i386 (252.39-1~deb12u2 Debian:12.15/oldstable [i386])
      Conf libnfsidmap1 (1:2.6.2-4+deb12u1 Debian:12.15/oldstable [amd64])
      Remv eudev [3.2.9-10]
      """;

  @Test
  void readsWhatWouldBeInstalledOrUpgradedAndNothingElse() {
    assertThat(PackageVersion.of(SIMULATION))
        .containsExactly(
            new PackageVersion("libnfsidmap1", "1:2.6.2-4+deb12u1"),
            new PackageVersion("udev", "252.39-1~deb12u2"),
            new PackageVersion("libldb2", "2:2.6.2+samba4.17.12+dfsg-0+deb12u4"),
            new PackageVersion("libudev1:i386", "252.39-1~deb12u2"));
  }

  @Test
  void findsNothingWhereAllIsInstalled() {
    assertThat(
            PackageVersion.of(
                "udev is already the newest version (252.39-1~deb12u2).\n"
                    + "0 upgraded, 0 newly installed, 0 to remove and 128 not upgraded.\n"))
        .isEmpty();
  }

  @Test
  void namesAPackageAsAptTakesIt() {
    assertThat(new PackageVersion("libudev1:i386", "252.39-1"))
        .hasToString("libudev1:i386=252.39-1");
  }
}
