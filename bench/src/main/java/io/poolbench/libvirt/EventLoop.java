package io.poolbench.libvirt;

import org.libvirt.Library;
import org.libvirt.LibvirtException;

/** libvirt's event loop on one daemon thread, needed for keep-alive and events. */
final class EventLoop {
  private static boolean started;

  private EventLoop() {}

  /** Starts the loop once; must come before the first connection. */
  static synchronized void start() throws LibvirtException {
    if (started) {
      return;
    }
    Library.initEventLoop();
    Thread thread = new Thread(EventLoop::run, "libvirt-events");
    thread.setDaemon(true);
    thread.start();
    started = true;
  }

  private static void run() {
    try {
      Library.runEventLoop();
    } catch (LibvirtException | InterruptedException e) {
      // without it calls still work; a lost connection is then noticed by the next call
      Thread.currentThread().interrupt();
    }
  }
}
