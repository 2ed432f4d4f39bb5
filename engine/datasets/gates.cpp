#include "datasets/shared/points.h"

namespace saddle::datasets {
namespace {

struct GatesOptions {
  std::string gate = "and";
  static auto fields() {
    return std::tuple{field("gate", &GatesOptions::gate, {.choices = {"and", "nand", "or", "xor"}},
                            "Which truth table: and, nand, or, xor.")};
  }
};

bool fires(const std::string& gate, bool a, bool b) {
  if (gate == "and") return a && b;
  if (gate == "nand") return !(a && b);
  return gate == "or" ? a || b : a != b;
}

std::shared_ptr<const Dataset> load_gates(const Properties& properties, const LoadContext&) {
  const auto options = read<GatesOptions>(properties, "data");
  PointOptions rows;
  rows.train = rows.test = 4;
  rows.noise = 0;
  return draw_points("gates", 2, rows, [&](Rng&, int64_t index) {
    const bool a = index / 2 == 1, b = index % 2 == 1;
    return LabeledPoint{static_cast<double>(a), static_cast<double>(b), fires(options.gate, a, b) ? 1 : 0};
  });
}

}  // namespace

DatasetType gates() {
  return {.entry = {.name = "gates",
                    .title = "Logic gates",
                    .help = "The four rows of a truth table. One neuron learns AND, NAND and OR; XOR takes two layers.",
                    .source = "Deep Learning from Scratch, 2",
                    .properties = table_of<GatesOptions>()},
          .describe = [](const Properties&, const LoadContext&) { return plane(2); },
          .load = load_gates};
}

}  // namespace saddle::datasets
