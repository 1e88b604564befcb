package io.poolbench.compare;

import io.poolbench.compare.Comparison.Headline;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Whether a backend's headline figure has been measured often enough for what was asked.
 *
 * @param pairs blocks it was compared in
 * @param halfWidth of the ratio's interval, as a fraction; of the one that allows for looks; empty
 *     below three pairs
 * @param more how many more replicates it will take, about, if they scatter as those before; empty
 *     once it is reached, and where more than a thousand would not do
 */
public record CellProgress(
    String backend,
    Headline figure,
    State state,
    Verdict verdict,
    int pairs,
    OptionalDouble halfWidth,
    OptionalInt more) {
  /** What of the goal there is. */
  public enum State {
    /** The declared precision, or without one a verdict. */
    REACHED,
    /** Not yet. */
    OPEN,
    /** Not yet, and hardly ever with as many blocks as there may be: it was given up. */
    BEYOND_REACH,
    /** No block has a usable value of both sides, so more blocks will hardly help. */
    NO_DATA
  }
}
