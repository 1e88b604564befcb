package io.poolbench.libvirt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A socket before libvirt's own that passes everything on until it is told to hang or to cut. The
 * machine's libvirt goes on undisturbed.
 */
public final class LibvirtProxy implements AutoCloseable {
  private static final Path LIBVIRT = Path.of("/run/libvirt/libvirt-sock");

  private final Path socket;
  private final ServerSocketChannel server;
  private final List<SocketChannel> open = new CopyOnWriteArrayList<>();
  private boolean hanging;
  private @Nullable String trigger;

  public LibvirtProxy(Path socket) throws IOException {
    this.socket = socket;
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    start(this::accept);
  }

  /** As virsh takes it. */
  public String uri() {
    return "qemu+unix:///system?socket=" + socket;
  }

  /** From now on nothing is passed on; whoever connects is accepted and hears nothing. */
  public synchronized void hang() {
    hanging = true;
  }

  /** Hangs once a request that holds these words was passed on: its answer is not. */
  public synchronized void hangAfter(String words) {
    trigger = words;
  }

  public synchronized boolean hangs() {
    return hanging;
  }

  /** Passes on again, what was held back first. */
  public synchronized void goOn() {
    hanging = false;
    notifyAll();
  }

  /** Closes every connection, as when libvirt is restarted; new ones are served. */
  public void cut() {
    for (SocketChannel channel : open) {
      close(channel);
    }
    open.clear();
  }

  private void accept() throws IOException {
    while (true) {
      SocketChannel client = server.accept();
      SocketChannel libvirt = SocketChannel.open(UnixDomainSocketAddress.of(LIBVIRT));
      open.addAll(List.of(client, libvirt));
      start(() -> pass(client, libvirt, true));
      start(() -> pass(libvirt, client, false));
    }
  }

  private void pass(SocketChannel from, SocketChannel to, boolean requests) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    while (from.read(buffer.clear()) >= 0) {
      buffer.flip();
      String text = StandardCharsets.ISO_8859_1.decode(buffer.duplicate()).toString();
      awaitPassage();
      while (buffer.hasRemaining()) {
        to.write(buffer);
      }
      if (requests) {
        hangAt(text);
      }
    }
    awaitPassage();
    close(from);
    close(to);
  }

  private synchronized void hangAt(String request) {
    if (trigger != null && request.contains(trigger)) {
      hanging = true;
      trigger = null;
    }
  }

  private synchronized void awaitPassage() throws IOException {
    try {
      while (hanging) {
        wait();
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // closed: by an end, by cut or by close
                return;
              }
            },
            "libvirt-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
    Files.deleteIfExists(socket);
  }
}
