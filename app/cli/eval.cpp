#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/shared/labelled_images.h"
#include "cli/shared/measures.h"
#include "cli/subcommand.h"
#include "saddle/model.h"

namespace saddle::cli {
namespace {

struct EvalOptions {
  std::string model, data_directory, images, labels, precision;
  bool as_drawing = false, json = false;
};

void print(const Evaluation& result, const std::vector<std::string>& classes) {
  fmt::print("{}  ({} samples)\n", measures_text(result.loss, result.accuracy), result.samples);
  if (classes.empty()) return;
  fmt::print("\n{:>12}", "label \\ read");
  for (const std::string& name : classes) fmt::print(" {:>6.6}", name);
  for (size_t label = 0; label < classes.size(); ++label) {
    fmt::print("\n{:>12.12}", classes[label]);
    for (size_t read = 0; read < classes.size(); ++read)
      fmt::print(" {:>6}", result.confusion[label * classes.size() + read]);
  }
  fmt::print("\n");
}

void print(const std::vector<RoundedLayer>& layers) {
  if (layers.empty()) return;
  fmt::print("\n{:>24} {:>14} {:>10} {:>10} {:>12} {:>12}\n", "layer", "values", "overflows", "underflows", "largest",
             "error");
  for (const RoundedLayer& layer : layers) {
    fmt::print("{:>24} {:>14} {:>10} {:>10} {:>12.5g} {:>12.3g}\n", layer.name, layer.values, layer.overflows,
               layer.underflows, layer.largest_magnitude, layer.largest_error);
  }
}

int eval(const EvalOptions& options) {
  if (options.images.empty() != options.labels.empty()) {
    throw Error(options.images.empty() ? "--labels" : "--images",
                "is given alone; --images and --labels belong together");
  }
  const Model model = Model::read(options.model, options.data_directory);
  if (model.issue()) throw Error(*model.issue());
  auto dataset = options.images.empty() ? load_dataset(model.experiment().data, options.data_directory)
                                        : labelled_images(options.images, options.labels, model.sample());
  if (options.as_drawing) dataset = as_drawings(*dataset);
  if (dataset->test.count == 0)
    throw Error(dataset->name, "has no test samples to measure a model with; set data.test_share, or give --images");
  RoundedEvaluation rounded;
  if (options.precision.empty()) {
    rounded.evaluation = model.evaluate(*dataset, Dataset::Part::test);
  } else {
    rounded = model.evaluate_rounded(precision_named(options.precision), *dataset, Dataset::Part::test);
  }
  const Evaluation& result = rounded.evaluation;
  // Of another number format it is what one wants to see.
  if (options.precision.empty() && !std::isfinite(result.loss)) {
    throw Error(options.model,
                "gives outputs that are not finite; its weights are too large, train it again with a smaller "
                "learning rate");
  }
  if (options.json) {
    // One row for each label.
    const auto classes = static_cast<std::ptrdiff_t>(dataset->classes.size());
    std::vector<std::vector<int64_t>> confusion;
    for (auto row = result.confusion.begin(); row != result.confusion.end(); row += classes)
      confusion.emplace_back(row, row + classes);
    nlohmann::ordered_json json{{"samples", result.samples},
                                {"loss", result.loss},
                                {"accuracy", result.accuracy},
                                {"classes", dataset->classes},
                                {"confusion", confusion}};
    if (!options.precision.empty()) json["precision"] = options.precision;
    for (const RoundedLayer& layer : rounded.layers) {
      json["layers"].push_back({{"name", layer.name},
                                {"values", layer.values},
                                {"overflows", layer.overflows},
                                {"underflows", layer.underflows},
                                {"largest_magnitude", layer.largest_magnitude},
                                {"largest_error", layer.largest_error}});
    }
    fmt::print("{}\n", json.dump());
  } else {
    print(result, dataset->classes);
    print(rounded.layers);
  }
  return success;
}

}  // namespace

Subcommand eval() {
  return {"eval", "Measures a saved model: loss, accuracy, confusion matrix.", [](CLI::App& app) {
            auto options = std::make_shared<EvalOptions>();
            app.add_option("model", options->model, "A model that Saddle saved")->required()->type_name("M.npz");
            app.add_option("--data", options->data_directory, "Folder with the data sets (default: SADDLE_DATA)")
                ->type_name("DIR");
            app.add_option("--images", options->images, "Images of your own, as an IDX file")->type_name("IDX");
            app.add_option("--labels", options->labels, "Their labels")->type_name("IDX");
            app.add_option("--precision", options->precision,
                           "Emulates another number format: what becomes infinite or 0 in each layer, and how far its "
                           "outputs are from those in float")
                ->check(CLI::IsMember({"float", "half", "bfloat16", "int8"}));
            app.add_flag("--as-drawing", options->as_drawing, "Treats each image as a drawing");
            app.add_flag("--json", options->json, "Prints JSON");
            return std::function<int()>([options] { return eval(*options); });
          }};
}

}  // namespace saddle::cli
