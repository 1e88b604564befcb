package io.poolbench.backend;

/** Text in XML. */
public final class Xml {
  private Xml() {}

  /** Escapes text for an attribute in single or double quotes, or for an element's content. */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("'", "&apos;")
        .replace("\"", "&quot;");
  }
}
