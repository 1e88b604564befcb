package io.poolbench.guest;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How fio got into the appliance. */
public enum FioRoute {
  /** Built static from the distribution's source package. */
  @JsonProperty("static")
  STATIC,
  /** The distribution's binary with the libraries it loads. */
  @JsonProperty("closure")
  CLOSURE
}
