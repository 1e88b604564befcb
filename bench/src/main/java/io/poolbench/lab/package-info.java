/**
 * The lab: a disposable storage host in user space, in which a command runs on the host's own file
 * tree with a kernel and a libvirt of its own. Start at {@link io.poolbench.lab.Lab}. Changes
 * nothing outside its own folder and the folders a job names.
 */
@NullMarked
package io.poolbench.lab;

import org.jspecify.annotations.NullMarked;
