package io.poolbench.lease;

/**
 * The failure of a creation that was certainly not begun, so that there is nothing of it to undo:
 * what bears its name is somebody else's. Implemented by exceptions that a creation throws itself.
 */
public interface NotBegun {}
