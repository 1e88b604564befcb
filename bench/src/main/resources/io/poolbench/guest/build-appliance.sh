#!/bin/bash
# Builds the guest appliance: Debian's or Ubuntu's kernel and an initramfs with busybox, fio and the
# QEMU guest agent.
#
#   build-appliance.sh OUTPUT_DIR [cloud|generic]
#
# The kernel is that for virtual machines (cloud), or the one for every machine (generic), which
# drives an AHCI controller.
#
# Leaves vmlinuz, initrd and manifest.json in OUTPUT_DIR, or nothing; does nothing when they are
# there and whole. Needs no root, changes no package and no apt state of the machine: packages are
# resolved in a private apt state, downloaded and unpacked. The initrd depends on the packages and on
# SOURCE_DATE_EPOCH alone, so two builds from the same packages are the same bytes.
set -euo pipefail

(($# == 1 || $# == 2)) && [[ ${2:-cloud} == @(cloud|generic) ]] ||
  { echo "usage: build-appliance.sh OUTPUT_DIR [cloud|generic]" >&2; exit 2; }
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mkdir -p "$(dirname "$1")"
OUT=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
readonly HERE OUT
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-1700000000} LC_ALL=C TZ=UTC
unset CDPATH MAKEFLAGS MAKELEVEL CFLAGS LDFLAGS CPPFLAGS GREP_OPTIONS
umask 022

readonly TRIPLET=x86_64-linux-gnu
if [[ ${2:-cloud} == cloud ]]; then
  KERNEL_PACKAGES="linux-image-cloud-amd64 linux-image-virtual linux-image-generic"
  BUSES="virtio_scsi nvme"
else
  KERNEL_PACKAGES="linux-image-amd64 linux-image-generic"
  BUSES="virtio_scsi nvme ahci"
fi
# Dependencies are found in the modules themselves; built-in ones are left out.
readonly KERNEL_PACKAGES MODULES="virtio_pci virtio_blk virtio_console virtio_net sd_mod $BUSES ext4"
readonly APPLETS="sh cat ls mkdir mount umount dmesg sleep usleep date dd sync cp rm chmod blockdev od
  hexdump head tail grep awk ps kill gzip stat cmp md5sum sha256sum find wc tr cut sort insmod
  poweroff reboot halt hwclock mkfifo true"

step() { printf '==> %s\n' "$*"; }
fail() { printf 'build-appliance: %s\n' "$*" >&2; exit 1; }
sha256() { sha256sum "$@" | cut -d' ' -f1; }

# --- one builder at a time, and no half result -------------------------------------------------

manifest_value() { sed -n "s/^ *\"$1\": *\"\(.*\)\",\{0,1\}\$/\1/p" "$OUT/manifest.json"; }
whole() {
  [[ -f $OUT/manifest.json && -f $OUT/vmlinuz && -f $OUT/initrd ]] &&
    [[ $(sha256 "$OUT/vmlinuz") == "$(manifest_value vmlinuzSha256)" ]] &&
    [[ $(sha256 "$OUT/initrd") == "$(manifest_value initrdSha256)" ]]
}

[[ $(uname -m) == x86_64 ]] || fail "the appliance is built on x86_64 only; this is $(uname -m)"
for program in apt-get apt-cache dpkg-deb cpio flock objdump objcopy sha256sum; do
  command -v $program >/dev/null || fail "needs $program (packages: apt dpkg-dev cpio util-linux binutils)"
done

exec 9>"$OUT.lock"
if ! flock -n 9; then
  step "waiting for another build of the same appliance"
  flock 9
fi
if whole; then
  step "already built"
  exit 0
fi
rm -rf "$OUT".tmp.* # left by a builder that was killed: we hold the lock
WORK=$(mktemp -d "$OUT.tmp.XXXXXX")
readonly WORK
trap 'rm -rf "$WORK"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
chmod 755 "$WORK"
readonly ROOT=$WORK/root PACKAGES=$WORK/packages RESULT=$WORK/result
mkdir -p "$ROOT" "$PACKAGES" "$RESULT"

# --- packages, by a private apt state ------------------------------------------------------------

# Every source of the machine, binary and source packages both. The machine's keys stay in force.
private_sources() {
  local parts=$1 file name
  mkdir -p "$parts"
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
    [[ -f $file ]] || continue
    name=$(basename "$file" .list)
    sed -n 's/^[[:space:]]*deb\([[:space:]].*\)$/deb\1\ndeb-src\1/p' "$file" >"$parts/$name.list"
  done
  for file in /etc/apt/sources.list.d/*.sources; do
    [[ -f $file ]] || continue
    sed 's/^Types:.*/Types: deb deb-src/I' "$file" >"$parts/$(basename "$file")"
  done
}

APT=(-c "$WORK/apt.conf"
  -o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts="$WORK/apt/sources"
  -o Dir::State="$WORK/apt/state" -o Dir::State::lists="$WORK/apt/lists"
  -o Dir::State::status=/var/lib/dpkg/status -o Dir::Cache="$WORK/apt/cache"
  -o APT::Sandbox::User=root -o Acquire::Languages=none -o Acquire::Retries=3 -o Debug::NoLocking=1 -q=2)

apt_update() {
  mkdir -p "$WORK"/apt/{state,lists/partial,cache/archives/partial}
  private_sources "$WORK/apt/sources"
  # The machine's update hooks are about its own lists, not ours.
  cat >"$WORK/apt.conf" <<'CONF'
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear Acquire::IndexTargets::deb::Contents-deb;
#clear Acquire::IndexTargets::deb::DEP-11;
CONF
  # One broken third-party source must not matter: what counts is whether our packages are found.
  apt-get "${APT[@]}" update || echo "apt-get update reported errors; going on"
}

depends() { # direct dependencies of a package, real packages only
  apt-cache "${APT[@]}" depends --no-recommends --no-suggests --no-conflicts --no-breaks \
    --no-replaces --no-enhances "$@" | sed -n 's/^ *|\{0,1\}\(Pre\)\{0,1\}Depends: \([^<]*\)$/\2/p' | sort -u
}
# The libraries a package may load: its recursive dependencies that are libraries of C programs.
library_packages() {
  apt-cache "${APT[@]}" depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks \
    --no-replaces --no-enhances "$@" |
    { grep -E '^(lib[^:]*|zlib1g)$' || true; } | { grep -Ev '^lib(perl|db|gdbm|python|.*-perl$)' || true; } | sort -u
}
fetch() { # download packages and unpack them into a directory
  local into=$1 package
  shift
  mkdir -p "$into" "$WORK/debs"
  rm -f "$WORK"/debs/*.deb
  (cd "$WORK/debs" && apt-get "${APT[@]}" download "$@") || fail "apt-get download failed for: $*"
  for package in "$WORK"/debs/*.deb; do dpkg-deb -x "$package" "$into"; done
}
candidate() {
  apt-cache "${APT[@]}" policy "$1" | sed -n 's/^ *Candidate: *//p'
}
version_of() { # the installable version, or a failure that names the package
  local version
  version=$(candidate "$1")
  [[ -n $version && $version != "(none)" ]] || fail "apt finds no package $1; see /etc/apt/sources.list.d"
  printf '%s' "$version"
}

# --- kernel and its modules ----------------------------------------------------------------------

kernel_package() {
  local meta image
  for meta in $KERNEL_PACKAGES; do
    image=$(depends "$meta" 2>/dev/null | grep -E '^linux-image-(unsigned-)?[0-9]' | head -n 1) || true
    [[ -n $image ]] && { printf '%s' "$image"; return; }
  done
  fail "apt finds none of: $KERNEL_PACKAGES"
}

module_file() { find "$WORK/kernel" -name "$1.ko" -o -name "$1.ko.xz" -o -name "$1.ko.zst" | head -n 1; }
module_builtin() { grep -q "/$1\\.ko\$" "$WORK/modules.builtin"; }
module_dependencies() {
  objcopy -O binary --only-section=.modinfo "$1" "$WORK/modinfo"
  tr '\0' '\n' <"$WORK/modinfo" | sed -n 's/^depends=//p' | tr ',' ' '
}

declare -A LOADED=()
add_module() { # a module after those it depends on
  local name=$1 file dependency
  [[ -z ${LOADED[$name]:-} ]] || return 0
  LOADED[$name]=1
  module_builtin "$name" && return 0
  file=$(module_file "$name")
  if [[ -z $file && $name == *_* ]]; then file=$(module_file "${name//_/-}"); fi
  [[ -n $file ]] || fail "the kernel $KERNEL_VERSION has no module $name"
  case $file in
    *.xz) xz -dc "$file" >"$ROOT/modules/$name.ko" ;;
    *.zst) zstd -qdc "$file" >"$ROOT/modules/$name.ko" ;;
    *) cp "$file" "$ROOT/modules/$name.ko" ;;
  esac
  for dependency in $(module_dependencies "$ROOT/modules/$name.ko"); do add_module "$dependency"; done
  echo "$name" >>"$ROOT/modules/order"
}

install_kernel() {
  local package modules image module
  package=$(kernel_package)
  step "kernel: $package"
  # Ubuntu keeps the modules in a package of their own.
  modules=$(depends "$package" | grep -E '^linux-modules-[0-9]' || true)
  # shellcheck disable=SC2086 # one or no word
  fetch "$WORK/kernel" "$package" $modules
  image=$(find "$WORK/kernel" -path '*/boot/vmlinuz-*' | head -n 1)
  [[ -n $image ]] || fail "$package holds no boot/vmlinuz-*"
  KERNEL_VERSION=${image##*/vmlinuz-}
  KERNEL_PACKAGE="$package $(version_of "$package")"
  install -m 644 "$image" "$RESULT/vmlinuz"
  find "$WORK/kernel" -name modules.builtin -exec cat {} + >"$WORK/modules.builtin"
  mkdir -p "$ROOT/modules"
  for module in $MODULES; do add_module "$module"; done
}

# --- fio -----------------------------------------------------------------------------------------

# Static, because Debian's own links Ceph, Gluster and ICU: 90 MB of libraries to load per boot.
build_static_fio() {
  local source
  (cd "$WORK" && apt-get "${APT[@]}" source --download-only fio) || return 1
  dpkg-source --no-check -x "$WORK"/fio_*.dsc "$WORK/fio" >/dev/null || return 1
  source=$(sed -n 's/^Version: //p' "$WORK"/fio_*.dsc | head -n 1)
  (cd "$WORK/fio" &&
    ./configure --build-static --disable-native --disable-numa --disable-rdma --disable-rados \
      --disable-rbd --disable-gfapi --disable-http --disable-pmem \
      --extra-cflags=-g0 >configure.log 2>&1 &&
    make -j"$(nproc)" fio >make.log 2>&1) ||
    { tail -n 20 "$WORK"/fio/{configure,make}.log; return 1; }
  "$WORK/fio/fio" --enghelp | grep -qw libaio || { echo "fio was built without libaio"; return 1; }
  install -m 755 "$WORK/fio/fio" "$ROOT/bin/fio" || return 1
  # Debug information and the build id made from it tell in which directory fio was built.
  strip --strip-unneeded --remove-section=.note.gnu.build-id "$ROOT/bin/fio" || return 1
  FIO_ROUTE=static FIO_PACKAGE="fio $source" FIO_VERSION=$("$ROOT/bin/fio" --version)
}

install_fio() {
  step "fio: building it static from the distribution's source"
  # `if` switches errexit off inside the function, hence its explicit returns.
  if ! build_static_fio; then
    step "fio: no static build (see the log); taking the distribution's binary and its libraries"
    # shellcheck disable=SC2046 # package names
    fetch "$PACKAGES" fio $(library_packages fio)
    install -m 755 "$PACKAGES/usr/bin/fio" "$ROOT/bin/fio"
    BINARIES+=("$PACKAGES/usr/bin/fio")
    FIO_ROUTE=closure FIO_PACKAGE="fio $(version_of fio)"
    FIO_VERSION=fio-$(sed -E 's/^fio ([0-9]+:)?//; s/-[^-]*$//' <<<"$FIO_PACKAGE")
  fi
}

# --- the root filesystem -------------------------------------------------------------------------

install_busybox() {
  local applet applets
  cp "$PACKAGES"/*bin/busybox "$ROOT/bin/busybox" 2>/dev/null || cp "$PACKAGES"/usr/bin/busybox "$ROOT/bin/busybox"
  applets=$("$ROOT/bin/busybox" --list)
  for applet in $APPLETS; do
    grep -qx "$applet" <<<"$applets" || fail "this busybox lacks the applet $applet"
  done
  for applet in $applets; do
    [[ $applet == busybox ]] || ln -s busybox "$ROOT/bin/$applet"
  done
  ln -s ../bin/busybox "$ROOT/sbin/hwclock" # where qemu-ga's guest-set-time looks for it
}

find_library() {
  local directory
  for directory in {usr/,}lib/"$TRIPLET"{,/ceph} {usr/,}lib64; do
    [[ -e $PACKAGES/$directory/$1 ]] && { printf '%s' "$PACKAGES/$directory/$1"; return; }
  done
  return 1
}

# Breadth-first over DT_NEEDED in the unpacked packages, so the host's own libraries never get in.
install_libraries() {
  local queue=("${BINARIES[@]}") binary name library
  local -A seen=()
  while ((${#queue[@]})); do
    binary=${queue[0]}
    queue=("${queue[@]:1}")
    for name in $(objdump -p "$binary" | awk '$1 == "NEEDED" { print $2 }'); do
      [[ -z ${seen[$name]:-} ]] || continue
      seen[$name]=1
      library=$(find_library "$name") || fail "no package brought $name, which ${binary##*/} needs"
      cp -L "$library" "$ROOT/lib/$name"
      queue+=("$library")
    done
  done
  cp -L "$(find_library ld-linux-x86-64.so.2)" "$ROOT/lib64/ld-linux-x86-64.so.2"
}

pack() {
  # Directory order, owners, times and inode numbers must not tell two builds apart.
  chmod 755 "$ROOT"/init "$ROOT"/sbin/*
  find "$ROOT" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
  (cd "$ROOT" && find . -mindepth 1 -print0 | sort -z |
    cpio --null --quiet -o -H newc --owner=+0:+0 --reproducible) >"$RESULT/initrd"
  # 90 MB of libraries lie in memory twice while they are unpacked, too much for a small guest.
  [[ $FIO_ROUTE == static ]] || { gzip -n "$RESULT/initrd" && mv "$RESULT/initrd.gz" "$RESULT/initrd"; }
}

json() { printf '%s' "$1" | tr -d '\000-\037' | sed 's/["\\]/\\&/g'; }
write_manifest() {
  local distribution
  # shellcheck source=/dev/null
  distribution=$(. /etc/os-release && printf '%s' "${PRETTY_NAME:-$ID}")
  cat >"$RESULT/manifest.json" <<JSON
{
  "architecture": "x86_64",
  "distribution": "$(json "$distribution")",
  "kernelVersion": "$(json "$KERNEL_VERSION")",
  "kernelPackage": "$(json "$KERNEL_PACKAGE")",
  "fioVersion": "$(json "$FIO_VERSION")",
  "fioPackage": "$(json "$FIO_PACKAGE")",
  "fioRoute": "$FIO_ROUTE",
  "busyboxVersion": "$(json "$BUSYBOX_VERSION")",
  "qemuGuestAgentVersion": "$(json "$AGENT_VERSION")",
  "sourceDateEpoch": $SOURCE_DATE_EPOCH,
  "buildScriptSha256": "$(sha256 "${BASH_SOURCE[0]}")",
  "vmlinuzSha256": "$(sha256 "$RESULT/vmlinuz")",
  "initrdSha256": "$(sha256 "$RESULT/initrd")"
}
JSON
}

# --- the build, in order -------------------------------------------------------------------------

step "package lists"
apt_update
mkdir -p "$ROOT"/{bin,sbin,proc,sys,dev,run,tmp,etc,lib,lib64,usr,var}
ln -s ../lib "$ROOT/usr/lib"
ln -s ../bin "$ROOT/usr/bin"
ln -s ../sbin "$ROOT/usr/sbin"
ln -s . "$ROOT/lib/$TRIPLET"
ln -s . "$ROOT/lib/ceph"
ln -s ../run "$ROOT/var/run"

install_kernel

step "busybox and the QEMU guest agent"
BUSYBOX_VERSION=$(version_of busybox-static)
AGENT_VERSION=$(version_of qemu-guest-agent)
# shellcheck disable=SC2046 # package names
fetch "$PACKAGES" busybox-static qemu-guest-agent $(library_packages qemu-guest-agent)
install_busybox
install -m 755 "$PACKAGES/usr/sbin/qemu-ga" "$ROOT/sbin/qemu-ga"
BINARIES=("$PACKAGES/usr/sbin/qemu-ga")

install_fio
install_libraries

step "packing"
install -m 755 "$HERE/init" "$ROOT/init"
install -m 755 "$HERE/shutdown" "$ROOT/sbin/shutdown"
printf 'root:x:0:0:root:/:/bin/sh\n' >"$ROOT/etc/passwd"
printf 'root:x:0:\n' >"$ROOT/etc/group"
printf '%s, Linux %s, %s\n' "$(cat "${BASH_SOURCE[0]}" "$HERE/init" "$HERE/shutdown" | sha256sum | cut -c1-12)" \
  "$KERNEL_VERSION" "$FIO_VERSION" >"$ROOT/etc/poolbench-appliance"
pack
write_manifest
if [[ -e $OUT ]]; then mv -T "$OUT" "$WORK/replaced"; fi
mv -T "$RESULT" "$OUT"
step "built in $SECONDS s: $(du -h "$OUT/initrd" | cut -f1) initrd, Linux $KERNEL_VERSION, $FIO_VERSION ($FIO_ROUTE)"
