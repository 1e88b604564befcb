package io.poolbench.backend;

import java.nio.file.Path;

/**
 * Whom an iSCSI target lets in (RFC 7143, CHAP). The password itself is read when it is needed and
 * is never part of anything stored or printed.
 *
 * @param passwordFile a file with the password alone
 */
public record Chap(String user, Path passwordFile) {}
