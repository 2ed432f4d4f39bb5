#include <array>

#include "book/shared/run.h"
#include "saddle/probe.h"
#include "saddle/reading.h"

namespace saddle::book {
namespace {

std::vector<float> weights_of(Trainer& trainer) {
  const Reading reading = trainer.measure({.type = "parameters", .node = "simple"});
  return std::get<ParametersReading>(reading.content).find("weight")->values;
}

void make_simple_net(BookRun& run) {
  Experiment experiment = run.preset("simple-net");
  // The book's weights, (2, 3); here (out, in), as in files. A step of rate 1 leads one gradient down.
  experiment.network[0].properties["weights"] =
      std::string("0.47355232 0.85557411  0.9977393 0.03563661  0.84668094 0.69422093");
  assign(experiment, "optimizer.learning_rate", 1.0);
  Trainer trainer(experiment, run.data(experiment));
  const auto before = weights_of(trainer);
  run.figure({.what = make_issue("", "loss"),
              .book = .92806853,
              .digit = 1e-7,
              .margin = 1e-6,
              .why = "the book adds 1e-7 inside the logarithm"})
      .ours = {trainer.step()};
  const auto after = weights_of(trainer);
  const std::array<double, 6> book{.21924763, .32887144, .14356247, .2153437, -.36281009, -.54421514};
  for (size_t i = 0; i < 6; ++i) {
    run.figure({.what = make_issue("", "dW, row {}, column {}", i % 2 + 1, i / 2 + 1),
                .book = book[i],
                .digit = 1e-6,
                .margin = 1e-6,
                .why = "the book's is a numerical difference; ours is trained in float"})
        .ours = {double(before[i]) - double(after[i])};
  }
}

}  // namespace

BookRow simple_net() {
  return {.about = {.name = "simple_net",
                    .chapter = 4,
                    .title = "Gradient of a simple net",
                    .help = "2 × 3 weights and one sample: each row of the gradient sums to 0, the second is 1.5 times "
                            "the first."},
          .order = 4,
          .make = make_simple_net};
}

}  // namespace saddle::book
