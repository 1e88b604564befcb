package io.poolbench.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The folder that a lab shares with its launcher: the stages' scripts, the job, the disk's image;
 * and from the lab its console, how far it got, and the job's exit status.
 */
record LabFolder(Path path) {
  static final List<String> SCRIPTS = List.of("init", "stage2", "services");

  /** Writes all that a lab needs into a new folder. */
  static LabFolder create(Path path, LabJob job, SharedFolders folders, Streams streams)
      throws IOException {
    Files.createDirectory(path);
    LabFolder folder = new LabFolder(path);
    for (String script : SCRIPTS) {
      folder.script(script, resource(script));
    }
    folder.script("job", job(job));
    Files.writeString(path.resolve("settings"), settings(job, streams));
    Files.writeString(path.resolve("folders"), folders.text());
    Files.createDirectory(path.resolve("uml"));
    try (RandomAccessFile disk = new RandomAccessFile(path.resolve("disk.img").toFile(), "rw")) {
      disk.setLength(job.diskBytes());
    }
    return folder;
  }

  /** The job as a script that becomes the command, so that signals reach that itself. */
  static String job(LabJob job) {
    StringBuilder text = new StringBuilder("#!/bin/sh\n");
    new TreeMap<>(job.environment())
        .forEach(
            (name, value) ->
                text.append("export ")
                    .append(name)
                    .append('=')
                    .append(ShellWords.quote(value))
                    .append('\n'));
    text.append("cd ")
        .append(ShellWords.quote(job.directory().toString()))
        .append(" || exit 126\n");
    text.append("exec ").append(ShellWords.quote(job.command())).append('\n');
    return text.toString();
  }

  static String settings(LabJob job, Streams streams) {
    StringBuilder text = new StringBuilder();
    Map.of(
            "LIBVIRT", job.libvirt() ? "yes" : "no",
            "SERVICES", ShellWords.quote(words(job.services())),
            "OUTPUT", streams.terminal().name().toLowerCase(Locale.ROOT),
            "ROWS", String.valueOf(streams.rows()),
            "COLS", String.valueOf(streams.columns()))
        .forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    return text.toString();
  }

  private static String words(Set<LabService> services) {
    return services.stream().sorted().map(LabService::word).collect(Collectors.joining(" "));
  }

  /** The job's exit status; empty when the lab ended without one. */
  OptionalInt status() throws IOException {
    Path file = path.resolve("status");
    if (!Files.exists(file)) {
      return OptionalInt.empty();
    }
    String text = Files.readString(file).strip();
    return text.matches("\\d{1,3}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
  }

  Path console() {
    return path.resolve("console.log");
  }

  private void script(String name, String text) throws IOException {
    Path file = Files.writeString(path.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  static String resource(String name) throws IOException {
    try (InputStream in = LabFolder.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("poolbench was packaged without its resource lab/" + name);
      }
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }
}
