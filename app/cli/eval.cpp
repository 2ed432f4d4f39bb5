#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/eval/surgery.h"
#include "cli/shared/digit_refusal.h"
#include "cli/shared/labelled_images.h"
#include "cli/shared/measures.h"
#include "cli/shared/outputs.h"
#include "cli/subcommand.h"
#include "saddle/ensemble.h"
#include "saddle/model.h"
#include "saddle/text_file.h"

namespace saddle::cli {
namespace {

struct EvalOptions {
  std::vector<std::string> models, silence;
  std::string data_directory, images, labels, precision, knock_out;
  bool as_drawing = false, json = false;
};

void print_confusion(const Evaluation& result, const std::vector<std::string>& classes) {
  fmt::print("\n{:>12}", "label \\ read");
  for (const std::string& name : classes) fmt::print(" {:>6.6}", name);
  for (size_t label = 0; label < classes.size(); ++label) {
    fmt::print("\n{:>12.12}", classes[label]);
    for (size_t read = 0; read < classes.size(); ++read)
      fmt::print(" {:>6}", result.confusion[label * classes.size() + read]);
  }
  fmt::print("\n");
}

void print(const Evaluation& result, const std::vector<std::string>& classes) {
  fmt::print("{}  ({} samples)\n", measures_text(result.loss, result.accuracy), result.samples);
  if (!classes.empty()) print_confusion(result, classes);
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

nlohmann::ordered_json as_json(const Evaluation& result, const std::vector<std::string>& class_names) {
  // One row for each label.
  const auto classes = static_cast<std::ptrdiff_t>(class_names.size());
  std::vector<std::vector<int64_t>> confusion;
  for (auto row = result.confusion.begin(); row != result.confusion.end(); row += classes)
    confusion.emplace_back(row, row + classes);
  return {{"samples", result.samples},
          {"loss", result.loss},
          {"accuracy", result.accuracy},
          {"classes", class_names},
          {"confusion", confusion}};
}

// How many drawings the judge takes for no digit; none where it has no say.
std::optional<int64_t> refused(const EvalOptions& options, const Model& model, const Dataset& drawings) {
  if (!options.as_drawing) return std::nullopt;
  const std::optional<DigitJudge> judge = judge_for(model);
  if (!judge) return std::nullopt;
  int64_t count = 0;
  std::vector<float> form(static_cast<size_t>(drawings.sample.size()));
  for (int64_t i = 0; i < drawings.test.count; ++i) {
    drawings.copy_sample(drawings.test, i, form.data());
    count += judge->likeness(form).front() < DigitJudge::least;
  }
  return count;
}

// Several models, and the mean of their answers.
int eval_jury(const EvalOptions& options, const std::vector<std::shared_ptr<const Model>>& jury,
              const Dataset& dataset) {
  if (!options.knock_out.empty())
    throw Error("--knock-out", "is for one model; measure each of the {} by itself", jury.size());
  if (!options.precision.empty())
    throw Error("--precision", "is for one model; measure each of the {} by itself", jury.size());
  const EnsembleEvaluation result = evaluate_together(jury, dataset, Dataset::Part::test);
  if (options.json) {
    nlohmann::ordered_json json = as_json(result.together, dataset.classes);
    json["agreement"] = result.agreement;
    for (size_t i = 0; i < jury.size(); ++i) {
      json["members"].push_back({{"model", readable_name(options.models[i])},
                                 {"loss", result.members[i].loss},
                                 {"accuracy", result.members[i].accuracy}});
    }
    fmt::print("{}\n", json.dump());
    return success;
  }
  size_t widest = 0;
  for (const std::string& name : options.models) widest = std::max(widest, readable_name(name).size());
  for (size_t i = 0; i < jury.size(); ++i) {
    fmt::print("{:<{}}  {}\n", readable_name(options.models[i]), widest,
               measures_text(result.members[i].loss, result.members[i].accuracy));
  }
  fmt::print("{:<{}}  ", "mean", widest);
  print(result.together, {});
  fmt::print("all {} agree on {:.2f} %\n", jury.size(), 100 * result.agreement);
  print_confusion(result.together, dataset.classes);
  return success;
}

int eval(const EvalOptions& options) {
  if (options.images.empty() != options.labels.empty()) {
    throw Error(options.images.empty() ? "--labels" : "--images",
                "is given alone; --images and --labels belong together");
  }
  std::vector<std::shared_ptr<const Model>> jury;
  for (const std::string& file : options.models) {
    jury.push_back(std::make_shared<const Model>(Model::read(file, options.data_directory)));
    if (jury.back()->issue()) throw Error(*jury.back()->issue());
    jury.back() = silenced(jury.back(), options.silence);
  }
  if (jury.size() > 1) check_jury(jury);
  const Model& model = *jury.front();
  auto dataset = options.images.empty() ? load_dataset(model.experiment().data, options.data_directory)
                                        : labelled_images(options.images, options.labels, model.sample());
  if (options.as_drawing) dataset = as_drawings(*dataset);
  if (dataset->test.count == 0)
    throw Error(dataset->name, "has no test samples to measure a model with; set data.test_share, or give --images");
  if (jury.size() > 1) return eval_jury(options, jury, *dataset);
  RoundedEvaluation rounded;
  if (options.precision.empty()) {
    rounded.evaluation = model.evaluate(*dataset, Dataset::Part::test);
  } else {
    rounded = model.evaluate_rounded(precision_named(options.precision), *dataset, Dataset::Part::test);
  }
  const Evaluation& result = rounded.evaluation;
  // Of another number format it is what one wants to see.
  if (options.precision.empty() && !std::isfinite(result.loss)) {
    throw Error(options.models.front(),
                "gives outputs that are not finite; its weights are too large, train it again with a smaller "
                "learning rate");
  }
  const std::optional<int64_t> none = refused(options, model, *dataset);
  std::optional<KnockOut> knocked;
  if (!options.knock_out.empty()) knocked = knock_out(model, *dataset, Dataset::Part::test, options.knock_out);
  if (options.json) {
    nlohmann::ordered_json json = as_json(result, dataset->classes);
    if (none) json["refused"] = *none;
    if (!options.precision.empty()) json["precision"] = options.precision;
    for (const RoundedLayer& layer : rounded.layers) {
      json["layers"].push_back({{"name", layer.name},
                                {"values", layer.values},
                                {"overflows", layer.overflows},
                                {"underflows", layer.underflows},
                                {"largest_magnitude", layer.largest_magnitude},
                                {"largest_error", layer.largest_error}});
    }
    if (knocked) json["knock_out"] = knock_out_json(*knocked);
    fmt::print("{}\n", json.dump());
  } else {
    print(result, dataset->classes);
    if (none)
      fmt::print("\n{} refused as no digit ({:.2f} %)\n", *none,
                 100 * static_cast<double>(*none) / static_cast<double>(dataset->test.count));
    print(rounded.layers);
    if (knocked) print_knock_out(*knocked);
  }
  return success;
}

}  // namespace

Subcommand eval() {
  return {"eval", "Measures saved models: loss, accuracy, confusion matrix.", [](CLI::App& app) {
            auto options = std::make_shared<EvalOptions>();
            app.add_option("models", options->models,
                           "A model that Saddle saved; of several, each is measured, and the mean of their answers")
                ->required()
                ->type_name("M.npz …");
            app.add_option("--data", options->data_directory, "Folder with the data sets (default: SADDLE_DATA)")
                ->type_name("DIR");
            app.add_option("--images", options->images, "Images of your own, as an IDX file")
                ->type_name("IDX")
                ->check(filled());
            app.add_option("--labels", options->labels, "Their labels")->type_name("IDX")->check(filled());
            app.add_option("--precision", options->precision,
                           "Emulates another number format: what becomes infinite or 0 in each layer, and how far its "
                           "outputs are from those in float")
                ->check(CLI::IsMember({"float", "half", "bfloat16", "int8"}));
            app.add_option("--silence", options->silence,
                           "Measures it with units or filters silenced, counted from 0: conv2d_1:3,4; or held at "
                           "another value: dense_1:5=1.5. May be given several times")
                ->type_name("LAYER:UNITS")
                ->take_all();
            app.add_option("--knock-out", options->knock_out,
                           "Silences each unit of this layer by itself, and says what is still right without it")
                ->type_name("LAYER")
                ->check(filled("the name of a layer"));
            app.add_flag("--as-drawing", options->as_drawing,
                         "Treats each image as a drawing; of digits, counts those that would be refused as none");
            app.add_flag("--json", options->json, "Prints JSON");
            return std::function<int()>([options] { return eval(*options); });
          }};
}

}  // namespace saddle::cli
