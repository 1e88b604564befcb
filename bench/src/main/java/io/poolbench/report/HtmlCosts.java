package io.poolbench.report;

import static j2html.TagCreator.caption;
import static j2html.TagCreator.details;
import static j2html.TagCreator.each;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import io.poolbench.compare.Comparison;
import io.poolbench.compare.Cost;
import io.poolbench.result.Accelerator;
import io.poolbench.result.TrialResult;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.stats.Summary;
import io.poolbench.validity.Validity;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a workload costs beside time: processors, traffic at the device, space, waiting. */
final class HtmlCosts {
  private static final double MICRO = 1e3;
  private static final Map<Cost, String> HEADS = heads();

  private final Comparison c;

  HtmlCosts(Comparison comparison) {
    this.c = comparison;
  }

  private static Map<Cost, String> heads() {
    Map<Cost, String> heads = new LinkedHashMap<>();
    heads.put(Cost.CPU_VCPU, "vCPU µs/IO");
    heads.put(Cost.CPU_IOTHREAD, "I/O thread µs/IO");
    heads.put(Cost.CPU_QEMU_OTHER, "rest of QEMU µs/IO");
    heads.put(Cost.CPU_KERNEL_THREADS, "kernel threads µs/IO");
    heads.put(Cost.CPU_HOST, "whole host µs/IO");
    heads.put(Cost.READ_BYTES, "bytes read ×");
    heads.put(Cost.READ_IOS, "reads ×");
    heads.put(Cost.WRITE_BYTES, "bytes written ×");
    heads.put(Cost.WRITE_IOS, "writes ×");
    heads.put(Cost.FLUSHES, "flushes ×");
    heads.put(Cost.SPACE, "space ×");
    heads.put(Cost.INTERRUPTS, "interrupts/IO");
    heads.put(Cost.CONTEXT_SWITCHES, "switches/IO");
    heads.put(Cost.KVM_EXITS, "KVM exits/IO");
    heads.put(Cost.CPU_PRESSURE, "CPU pressure %");
    heads.put(Cost.IO_PRESSURE, "I/O pressure %");
    heads.put(Cost.STEAL, "steal %");
    return heads;
  }

  /** Empty when nothing was counted. */
  Optional<DomContent> render(WorkloadRecord w) {
    Map<String, Map<Cost, Summary>> costs = new LinkedHashMap<>();
    for (String backend : Shown.backends(c)) {
      costs.put(backend, costs(w, backend));
    }
    List<Cost> shown =
        HEADS.keySet().stream()
            .filter(cost -> costs.values().stream().anyMatch(of -> of.containsKey(cost)))
            .toList();
    boolean counted = shown.stream().anyMatch(cost -> cost != Cost.STEAL && cost != Cost.SPACE);
    if (!counted) {
      return Optional.empty();
    }
    return Optional.of(
        details(
            summary("Costs beside time"),
            HtmlTables.scroll(
                table(
                    caption("Median over replicates, least and most below it"),
                    thead(
                        tr(
                            th("backend").attr("scope", "col"),
                            each(
                                shown,
                                cost ->
                                    th(HEADS.getOrDefault(cost, cost.metric()))
                                        .attr("scope", "col")))),
                    tbody(
                        each(
                            List.copyOf(costs.entrySet()),
                            row ->
                                tr(
                                    th(row.getKey()).attr("scope", "row"),
                                    each(shown, cost -> cell(cost, row.getValue()))))))),
            p(notes()).withClass("notes")));
  }

  private Map<Cost, Summary> costs(WorkloadRecord w, String backend) {
    Map<Cost, List<Double>> values = new LinkedHashMap<>();
    for (TrialResult trial : c.result().trialsOf(backend)) {
      if (c.judgement().of(trial.trial().index(), w.name()) != Validity.INVALID) {
        for (Cost cost : Cost.values()) {
          cost.of(trial, w.name())
              .ifPresent(v -> values.computeIfAbsent(cost, k -> new ArrayList<>()).add(v));
        }
      }
    }
    Map<Cost, Summary> summaries = new LinkedHashMap<>();
    values.forEach((cost, all) -> summaries.put(cost, Summary.of(all)));
    return summaries;
  }

  private static DomContent cell(Cost cost, Map<Cost, Summary> costs) {
    Summary summary = costs.get(cost);
    if (summary == null) {
      return td(Numbers.NONE).withClass("num");
    }
    double unit = cost.unit().equals("ns/io") ? MICRO : 1;
    String range =
        summary.n() == 1
            ? ""
            : "["
                + Numbers.figure(summary.min() / unit)
                + ", "
                + Numbers.figure(summary.max() / unit)
                + "]";
    return td(
            span(Numbers.figure(summary.median() / unit)).withClass("value"),
            range.isEmpty() ? text("") : span(range).withClass("interval"))
        .withClass("num");
  }

  private String notes() {
    List<String> notes =
        new ArrayList<>(
            Arrays.asList(
                "Per I/O: of all that completed at the guest's disk, ramp included, over the same"
                    + " time.",
                "×: at the device for each of the guest's; space: what the image takes for each byte"
                    + " that the guest sees.",
                "Kernel threads work for all of the machine."));
    if (c.result().run().accelerator() == Accelerator.TCG) {
      notes.add("vCPU: emulation, which says nothing of a guest under KVM.");
    }
    return String.join(" ", notes);
  }
}
