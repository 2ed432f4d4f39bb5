#include <array>
#include <cmath>

#include <fmt/format.h>

#include "book/shared/run.h"
#include "saddle/probe.h"
#include "saddle/reading.h"

namespace saddle::book {
namespace {

constexpr size_t layers = 5;

struct Activated {
  const char* activation;
  Value init;
  std::array<double, layers> book, digit;
  // Three standard deviations of 300 draws by NumPy, where five of ours are too few to tell how widely a layer varies.
  std::array<double, layers> margin = {};
};

const double blank = std::nan("");

const std::array<Activated, 8>& activated_rows() {
  constexpr std::array<double, layers> thousandths{1e-3, 1e-3, 1e-3, 1e-3, 1e-3};
  static const std::array<Activated, 8> rows{
      {{"sigmoid", 1.0, {.458, .438, .442, .437, .437}, thousandths},
       {"sigmoid", 0.01, {.025, .012, .013, .014, .014}, thousandths},
       {"sigmoid", std::string("xavier"), {.207, .132, .127, .109, .143}, thousandths, {.004, .020, .023, .022, .024}},
       {"relu", 0.01, {.058, blank, blank, blank, 1.4e-6}, {1e-3, 0, 0, 0, 1e-7}},
       {"relu", std::string("xavier"), {.584, blank, blank, blank, .131}, thousandths},
       {"relu", std::string("he"), {.825, .879, .943, .964, 1.15}, thousandths, {.021, .107, .194, .268, .344}},
       {"tanh", 0.01, {.099, blank, blank, blank, 9.2e-6}, {1e-3, 0, 0, 0, 1e-7}},
       {"tanh", std::string("xavier"), {.626, .481, .405, .357, .323}, thousandths}}};
  return rows;
}

std::array<double, layers> deviations(Trainer& trainer) {
  const Reading reading = trainer.measure({.type = "signals", .options = {{"samples", 1000}, {"gradients", false}}});
  const auto& signals = std::get<SignalsReading>(reading.content).layers;
  std::array<double, layers> found{};
  for (size_t i = 0; i < layers; ++i) found[i] = signals[2 * i + 1].values.deviation;  // dense, activation, dense ...
  return found;
}

void make_histogram(BookRun& run) {
  double rows_done = 0;
  for (const Activated& row : activated_rows()) {
    run.done(rows_done++ / static_cast<double>(activated_rows().size()));
    std::array<BookFigure*, layers> figures{};
    for (size_t i = 0; i < layers; ++i) {
      if (std::isnan(row.book[i])) continue;
      figures[i] = &run.figure(
          {.what = make_issue("", "{}, init {}: deviation behind layer {}", row.activation, to_text(row.init), i + 1),
           .book = row.book[i],
           .digit = row.digit[i],
           .margin = row.margin[i],
           .why = row.margin[i] > 0 ? "300 draws by NumPy vary as widely" : ""});
    }
    Experiment experiment = run.preset(std::string("activations-") + row.activation);
    for (Node& node : experiment.network) {
      if (node.type == "dense") node.properties["init"] = row.init;
    }
    const auto dataset = run.data(experiment);
    for (int seed = 1; seed <= run.seeds(); ++seed) {
      assign(experiment, "training.seed", seed);
      Trainer trainer(experiment, dataset);
      const auto found = deviations(trainer);
      for (size_t i = 0; i < layers; ++i) {
        if (figures[i]) figures[i]->ours.push_back(found[i]);
      }
    }
  }
}

}  // namespace

BookRow activation_histogram() {
  return {
      .about = {.name = "activation_histogram",
                .chapter = 6,
                .title = "Activations by initialization",
                .help = "N(0, 1) through five layers of 100: weights of 1 saturate, of 0.01 fade away, Xavier and He "
                        "keep the spread."},
      .order = 3,
      .make = make_histogram};
}

}  // namespace saddle::book
