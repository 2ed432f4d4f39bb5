#include "model/type_named.h"
#include "probes/shared/distribution.h"
#include "probes/shared/macs.h"
#include "probes/shared/probe_pass.h"

// What comes out of every layer, and what comes back to it: the book's 6.2.2, for all layers at once, and the gradient
// beside it (Glorot and Bengio, 2010, figures 6 and 7).
namespace saddle::probes {
namespace {

struct SignalOptions : HistogramOptions {
  int samples = 100;
  bool gradients = true;
  static auto fields() {
    return std::tuple_cat(
        HistogramOptions::fields<SignalOptions>(),
        std::tuple{
            field(
                "samples", &SignalOptions::samples, {.min = 1, .max = 10000, .logarithmic = true},
                "Samples of the training set that go through, always the same; fewer where memory has no room, and of "
                "large networks while training goes on or its past is looked at."),
            field("gradients", &SignalOptions::gradients, {}, "Also what comes back: d(loss)/d(output).")});
  }
};

// While training goes on, or somebody drags through the past: some hundredths of a second's worth, forward and
// backward.
int samples_in_haste(const Plan& plan, int asked) {
  constexpr int64_t least = 20, most_macs = 600'000'000, passes = 3;
  const int64_t affordable = std::max(least, most_macs / (passes * macs_of(plan)));
  return static_cast<int>(std::min<int64_t>(asked, affordable));
}

Reading measure_signals(const Probe& probe, ProbeContext& context) {
  const auto options = read<SignalOptions>(probe.options, "probe");
  options.check_range();
  Network<float>& network = context.network;
  const int samples = context.going_on ? samples_in_haste(network.plan(), options.samples) : options.samples;
  const ProbePass pass(context, samples, options.gradients);
  std::vector<Signal> layers(network.names().size());
  context.workers.run(static_cast<int>(layers.size()), [&](int item) {
    const StepIndex step(item);
    const auto node = static_cast<size_t>(network.plan().steps[step].node);
    const LayerType& type = type_named(layers::all(), context.experiment.network[node].type);
    Signal& signal = layers[static_cast<size_t>(item)];
    signal.name = network.names()[step];
    signal.values = distribution_of(network.activation(step, pass.count()), options,
                                    {.rectifies = type.traits.rectifies, .saturates = type.saturates});
    if (options.gradients)
      signal.gradient =
          distribution_of(network.gradient(step, pass.count()), HistogramOptions{.bins = options.bins}, {});
  });
  return {.step = context.step, .content = SignalsReading{std::move(layers)}};
}

}  // namespace

ProbeType signals() {
  return {.entry = {.name = "signals",
                    .title = "Signals",
                    .help = "How large the outputs of every layer are, and the gradients that come back to them.",
                    .source = "Deep Learning from Scratch, 6.2.2; Glorot and Bengio, 2010",
                    .properties = table_of<SignalOptions>()},
          .measure = measure_signals,
          .kept = 12};
}

}  // namespace saddle::probes
