package io.poolbench.cli;

/** What happens to a run in the middle of it. */
enum Fault {
  KILL_POOLBENCH,
  TERMINATE_POOLBENCH,
  KILL_QEMU,
  PANIC_GUEST,
  RESTART_LIBVIRTD
}
