#include "probes/shared/examination.h"
#include "train/probe_type.h"

// What the test set's classes are taken for. Measured a slice at a time; the counts are of the newest answer to each
// sample.
namespace saddle::probes {
namespace {

Reading measure_confusion(const Probe&, ProbeContext& context) {
  Examination& examination = context.memory.of<Examination>();
  examination.advance(context);
  return {.step = context.step,
          .content = ConfusionReading{examination.summary(context)},
          .complete = examination.complete(context)};
}

}  // namespace

ProbeType confusion() {
  return {.entry = {.name = "confusion",
                    .title = "Confusion",
                    .help = "For each class of the test set, how often it is taken for which."},
          .measure = measure_confusion};
}

}  // namespace saddle::probes
