package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Real servers in real labs, with data through each, and the machine without them before and after.
 */
class LabServicesIT {
  /**
   * Each part ends with a line of its own. The export's unmounting waits as docs/lab.md says that
   * one must.
   */
  private static final String EVERY_SERVICE =
      """
      set -e
      disk() { truncate -s 200M "/var/lib/poolbench/$1" && losetup -f --show --direct-io=on "/var/lib/poolbench/$1"; }
      [ "$(ls /run/poolbench-services | tr '\\n' ' ')" = 'cifs cifs.credentials gluster iscsi lvm nfs udev ' ] && echo up
      for name in nfs cifs; do modprobe --dry-run -q $name; done
      ! modprobe --dry-run -q nonsense && echo modprobe
      exported=$(disk exported)
      mkfs.ext4 -q $exported
      for version in 3 4.2 3 4.2; do
        mount $exported /srv/poolbench
        exportfs -o rw,sync,no_root_squash,no_subtree_check,fsid=0 127.0.0.1:/srv/poolbench
        [ $version = 3 ] && path=/srv/poolbench || path=/
        mount -t nfs -o vers=$version 127.0.0.1:$path /mnt
        grep -o "/mnt nfs.*vers=$version," /proc/mounts >/dev/null
        head -c 300000 /dev/urandom >/mnt/file
        cmp /mnt/file /srv/poolbench/file
        umount /mnt
        exportfs -u 127.0.0.1:/srv/poolbench
        until [ $(date +%s) -gt $(sort -n /proc/net/rpc/*/flush | tail -n 1) ]; do sleep 0.1; done
        exportfs -f
        umount /srv/poolbench
        echo nfs $version
      done
      mount $exported /srv/poolbench
      mount -t cifs -o guest //127.0.0.1/poolbench /mnt
      head -c 300000 /dev/urandom >/mnt/file
      cmp /mnt/file /srv/poolbench/file
      umount /mnt
      ! mount -t cifs -o guest //127.0.0.1/private /mnt 2>/dev/null
      mount -t cifs -o credentials=/run/poolbench-services/cifs.credentials //127.0.0.1/private /mnt
      cmp /mnt/file /srv/poolbench/file
      umount /mnt
      umount /srv/poolbench
      [ "$(stat -c %a /run/poolbench-services/cifs.credentials)" = 600 ] && echo cifs
      mount $exported /srv/poolbench
      mkdir /srv/poolbench/brick
      gluster --mode=script volume create it 127.0.1.1:/srv/poolbench/brick >/dev/null
      gluster --mode=script volume start it >/dev/null
      mount -t glusterfs 127.0.1.1:/it /mnt
      head -c 300000 /dev/urandom >/mnt/file
      cmp /mnt/file /srv/poolbench/brick/file
      umount /mnt
      gluster --mode=script volume stop it >/dev/null
      gluster --mode=script volume delete it >/dev/null
      until umount /srv/poolbench; do sleep 0.1; done
      echo gluster
      target() { tgtadm --lld iscsi --mode target --op "$@"; }
      lun=$(disk lun)
      name=iqn.2026-01.io.poolbench:it
      echo "<pool type='iscsi'><name>it</name><source><host name='127.0.0.1'/><device path='$name'/></source>
        <target><path>/dev/disk/by-path</path></target></pool>" >/tmp/pool.xml
      for round in 1 2 3; do
        target new --tid 1 -T $name
        tgtadm --lld iscsi --mode logicalunit --op new --tid 1 --lun 1 -b $lun --bstype aio
        target bind --tid 1 -I 127.0.0.1
        virsh -q pool-create /tmp/pool.xml 2>/dev/null
        volume=$(virsh -q vol-list it | awk '{ print $2 }')
        [ "$volume" = /dev/disk/by-path/ip-127.0.0.1:3260-iscsi-$name-lun-1 ]
        head -c 1048576 /dev/urandom | dd of=$volume bs=64k iflag=fullblock oflag=direct status=none
        dd if=$volume bs=64k count=16 iflag=direct status=none | cmp -n 1048576 - $lun
        virsh -q pool-destroy it
        target delete --tid 1
        [ -z "$(target show)" ] && [ ! -e $volume ] && echo iscsi $round
      done
      vgcreate -qy group $lun
      lvcreate -qy -L 32M -n linear group
      lvcreate -qy --type thin-pool -L 64M -n pool group
      lvcreate -qy -V 100M -T group/pool -n thin
      mkfs.ext4 -q /dev/group/linear
      mkfs.ext4 -q /dev/group/thin
      lvcreate -qy -s -L 16M -n before group/linear
      mount /dev/group/linear /mnt
      head -c 300000 /dev/urandom >/mnt/file
      mkdir /tmp/before && mount -o ro /dev/group/before /tmp/before
      [ -e /mnt/file ] && [ ! -e /tmp/before/file ] && umount /mnt /tmp/before
      vgremove -qfy group
      [ ! -e /dev/group ] && echo lvm
      """;

  private Sandbox sandbox;

  @BeforeEach
  void open() throws IOException {
    sandbox = new Sandbox();
  }

  @AfterEach
  void close() throws Exception {
    sandbox.close();
  }

  @Tag("long")
  @Test
  void servesEverythingAndInstallsNothing() throws Exception {
    String packages =
        said("dpkg-query", "--show", "--showformat=${Package} ${Version} ${Status}\n");
    String etc = said("sh", "-c", "find /etc -printf '%p %u %m %s %T@\\n' | sort");

    PoolbenchProcess process =
        lab(List.of(), "udev,lvm,nfs,cifs,gluster,iscsi", "bash", "-c", EVERY_SERVICE);

    assertThat(process.exitCode()).as(process.out() + process.err()).isZero();
    assertThat(process.out().lines().filter(line -> !line.matches("(  |WARNING).*")))
        .containsExactly(
            "up",
            "modprobe",
            "nfs 3",
            "nfs 4.2",
            "nfs 3",
            "nfs 4.2",
            "cifs",
            "gluster",
            "iscsi 1",
            "iscsi 2",
            "iscsi 3",
            "lvm");
    assertThat(said("dpkg-query", "--show", "--showformat=${Package} ${Version} ${Status}\n"))
        .isEqualTo(packages);
    assertThat(said("sh", "-c", "find /etc -printf '%p %u %m %s %T@\\n' | sort")).isEqualTo(etc);
    assertThat(sandbox.work()).isEmptyDirectory();
  }

  @Test
  void endsWithTheNamesOfPackagesThatItMayNotFetch() throws Exception {
    assumeThat(said("sh", "-c", "dpkg-query -W -f '${db:Status-Status}' tgt 2>/dev/null || true"))
        .as("tgt is not installed here")
        .isNotEqualTo("installed");

    PoolbenchProcess process =
        lab(
            List.of("env", "POOLBENCH_NO_INSTALL=1", "POOLBENCH_CACHE=" + sandbox.root()),
            "iscsi",
            "true");

    assertThat(process.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(process.err()).contains("neither installed here nor fetched: tgt", "--no-install");
    assertThat(sandbox.work()).doesNotExist();
  }

  private PoolbenchProcess lab(List<String> prefix, String services, String... words)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of("lab", "run", "--serve", services));
    arguments.addAll(List.of("--work-dir", sandbox.work().toString(), "--"));
    arguments.addAll(List.of(words));
    return sandbox.startIn(prefix, arguments);
  }

  private static String said(String... command) throws Exception {
    Process process = new ProcessBuilder(command).start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    return said;
  }
}
