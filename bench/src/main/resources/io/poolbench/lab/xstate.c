/*
 * The lab's kernel (user-mode Linux 6.1) keeps a process's floating-point state in a buffer of the
 * size that AVX-512 needs, and gives it back to the host's kernel with PTRACE_SETREGSET. A host
 * whose processor has more state than that (AMX) takes the whole of it or nothing (EFAULT), and the
 * lab dies with "ptrace set fp regs failed, errno = 14". Preloaded, this adds what is missing: zeros
 * for state that the given header does not name, which the processor then takes for unused.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <elf.h>
#include <stdarg.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/types.h>
#include <sys/uio.h>

static char whole[65536] __attribute__((aligned(64)));
static size_t whole_size;

long ptrace(enum __ptrace_request request, ...) {
  static long (*next)(enum __ptrace_request, pid_t, void *, void *);
  va_list rest;
  va_start(rest, request);
  pid_t pid = va_arg(rest, pid_t);
  void *address = va_arg(rest, void *);
  void *data = va_arg(rest, void *);
  va_end(rest);
  if (!next)
    next = dlsym(RTLD_NEXT, "ptrace");
  if (request != PTRACE_SETREGSET || address != (void *)NT_X86_XSTATE)
    return next(request, pid, address, data);
  if (!whole_size) {
    struct iovec read = {whole, sizeof whole};
    if (next(PTRACE_GETREGSET, pid, address, &read))
      return -1;
    whole_size = read.iov_len;
  }
  const struct iovec *given = data;
  if (given->iov_len >= whole_size)
    return next(request, pid, address, data);
  memcpy(whole, given->iov_base, given->iov_len);
  memset(whole + given->iov_len, 0, whole_size - given->iov_len);
  struct iovec write = {whole, whole_size};
  return next(request, pid, address, &write);
}
