package io.poolbench.report;

/** Markdown, as GitHub and GitLab read it. */
final class Markdown {
  private Markdown() {}

  /** Text that Markdown and the HTML in it take literally, on one line. */
  static String escape(String text) {
    return text.replaceAll("\\s+", " ")
        .replaceAll("([\\\\`*_\\[\\]|#~])", "\\\\$1")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("@", "&#64;");
  }
}
