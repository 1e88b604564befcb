package io.poolbench.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProcessorStateTest {
  @Test
  void exceedsTheKernelsWhereTheProcessorHasTiles() {
    assertThat(
            ProcessorState.exceedsTheKernels(
                List.of("processor\t: 0", "flags\t\t: fpu avx512f amx_bf16 amx_tile amx_int8")))
        .isTrue();
  }

  @Test
  void doesNotExceedThemElsewhere() {
    assertThat(
            ProcessorState.exceedsTheKernels(
                List.of("model name\t: amx_tile", "flags\t\t: fpu avx avx2 avx512f pku")))
        .isFalse();
  }

  @Test
  void putsTheLibraryBeforeTheKernelAlone() {
    assertThat(LabKernel.command(3L << 30, false, Optional.of("xstate.so")))
        .containsSequence("env", "LD_PRELOAD=/run/poolbench-lab/xstate.so", "linux.uml");
  }
}
