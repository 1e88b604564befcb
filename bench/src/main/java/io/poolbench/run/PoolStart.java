package io.poolbench.run;

import io.poolbench.backend.Login;
import io.poolbench.backend.PoolSpec;
import io.poolbench.lease.Journal;
import io.poolbench.libvirt.Hypervisor;
import io.poolbench.libvirt.Pool;
import io.poolbench.substrate.IscsiSession;
import java.util.Deque;

/** Makes a pool, with the session that it logs in to. */
final class PoolStart {
  private PoolStart() {}

  /**
   * @param made gets what was made, newest first, also when not all of it could be
   */
  static Pool start(
      Journal journal, Hypervisor hypervisor, PoolSpec spec, Deque<AutoCloseable> made)
      throws Exception {
    if (spec.login().isPresent()) {
      Login login = spec.login().get();
      if (login.byKernel()) {
        made.push(IscsiSession.claim(journal, login.target(), login.portal()));
      } else if (login.chap().isPresent()) {
        made.push(hypervisor.defineSecret(journal, spec.name(), login.chap().get()));
      }
    }
    Pool pool = hypervisor.createPool(journal, spec);
    made.push(pool);
    return pool;
  }
}
