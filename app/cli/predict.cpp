#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/subcommand.h"
#include "saddle/model.h"
#include "saddle/new_sample.h"
#include "saddle/picture.h"
#include "saddle/text_file.h"

namespace saddle::cli {
namespace {

// What is asked about: a picture, or a row of a table.
struct Question {
  std::string name;
  std::vector<float> sample;
};

// A picture, or the rows of a table, for whichever kind the model takes.
std::vector<Question> questions(const Model& model, const std::string& path) {
  const catalog::SampleInfo& info = model.sample();
  const std::string name = readable_name(path);  // JSON is UTF-8, whatever names are
  if (takes_pictures(info)) return {{name, sample_of_picture(model.experiment().data, info, path)}};
  if (looks_like_picture(path))
    throw Error(name, "is a picture, but the model takes rows of {} numbers; give it a table", info.shape.size());
  std::vector<Question> rows;
  for (NewRow& row : samples_of_table(info, path))
    rows.push_back({fmt::format("{}:{}", name, row.line), std::move(row.values)});
  return rows;
}

// The class of each pixel.
std::vector<int> decided(const std::vector<float>& outputs, size_t classes) {
  std::vector<int> all;
  for (size_t i = 0; i + classes <= outputs.size(); i += classes) {
    const auto pixel = outputs.begin() + static_cast<std::ptrdiff_t>(i);
    all.push_back(static_cast<int>(std::max_element(pixel, pixel + static_cast<std::ptrdiff_t>(classes)) - pixel));
  }
  return all;
}

// One output for each class. Other losses have outputs that are no classes.
bool tells_classes(const catalog::SampleInfo& info, const std::vector<float>& outputs) {
  return !info.classes.empty() && info.classes.size() == outputs.size();
}

nlohmann::ordered_json as_json(const Model& model, const Question& question, const std::vector<float>& outputs) {
  const catalog::SampleInfo& info = model.sample();
  nlohmann::ordered_json row{{takes_pictures(info) ? "picture" : "row", question.name}};
  if (info.per_pixel) {
    row["classes"] = info.classes;
    row["map"] = decided(outputs, info.classes.size());
    row["shape"] = {info.shape[1], info.shape[2]};
  } else if (!tells_classes(info, outputs)) {
    row["outputs"] = outputs;
  } else {
    row["prediction"] = info.classes[static_cast<size_t>(std::ranges::max_element(outputs) - outputs.begin())];
    row["classes"] = info.classes;
    row[model.gives_probabilities() ? "probabilities" : "outputs"] = outputs;
  }
  return row;
}

void print_share(const std::string& name, double share) {
  std::string bar;
  for (int cell = 0; cell < static_cast<int>(share * 40 + 0.5); ++cell) bar += "█";
  fmt::print("  {:>10} {:6.2f} % {}\n", name, 100 * share, bar);
}

void print(const Model& model, const Question& question, const std::vector<float>& outputs) {
  const catalog::SampleInfo& info = model.sample();
  if (info.per_pixel) {
    const std::vector<int> map = decided(outputs, info.classes.size());
    fmt::print("{}: {} × {} pixels\n", question.name, info.shape[2], info.shape[1]);
    for (int k = 0; k < std::ssize(info.classes); ++k)
      print_share(info.classes[static_cast<size_t>(k)],
                  static_cast<double>(std::ranges::count(map, k)) / static_cast<double>(map.size()));
  } else if (!tells_classes(info, outputs)) {
    fmt::print("{}: {:.6g}\n", question.name, fmt::join(outputs, ", "));
  } else {
    const auto best = static_cast<size_t>(std::ranges::max_element(outputs) - outputs.begin());
    if (model.gives_probabilities()) {
      fmt::print("{}: {} ({:.1f} %)\n", question.name, info.classes[best], 100 * outputs[best]);
      for (size_t i = 0; i < outputs.size(); ++i) print_share(info.classes[i], static_cast<double>(outputs[i]));
    } else {  // the numbers as they are
      fmt::print("{}: {} ({:.4g})\n", question.name, info.classes[best], outputs[best]);
      for (size_t i = 0; i < outputs.size(); ++i) fmt::print("  {:>10} {:8.4g}\n", info.classes[i], outputs[i]);
    }
  }
}

int predict(const std::string& file_of_model, const std::string& data_directory, const std::vector<std::string>& files,
            bool json) {
  const Model model = Model::read(file_of_model, data_directory);
  if (model.issue()) throw Error(*model.issue());
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const std::string& file : files) {
    for (const Question& question : questions(model, file)) {
      const std::vector<float> outputs = model.predict(question.sample);
      if (!std::ranges::all_of(outputs, [](float value) { return std::isfinite(value); })) {
        throw Error(file_of_model,
                    "gives outputs that are not finite; its weights are too large, train it again with a smaller "
                    "learning rate");
      }
      if (json) {
        rows.push_back(as_json(model, question, outputs));
      } else {
        print(model, question, outputs);
      }
    }
  }
  if (json) fmt::print("{}\n", rows.dump());
  return success;
}

}  // namespace

Subcommand predict() {
  return {
      "predict", "Asks a saved model about pictures, or about the rows of a table.", [](CLI::App& app) {
        auto model = std::make_shared<std::string>();
        auto data_directory = std::make_shared<std::string>();
        auto files = std::make_shared<std::vector<std::string>>();
        auto json = std::make_shared<bool>(false);
        app.add_option("model", *model, "A model that Saddle saved")->required()->type_name("M.npz");
        app.add_option("--data", *data_directory, "Folder with the data sets (default: SADDLE_DATA)")->type_name("DIR");
        app.add_option("files", *files,
                       "Of a model of pictures: PNG, JPEG, BMP, GIF or WebP; digits dark on bright or bright on dark. "
                       "Of a model of a table: CSV with the columns it has learned from")
            ->required()
            ->type_name("FILE");
        app.add_flag("--json", *json, "Prints JSON");
        return std::function<int()>([=] { return predict(*model, *data_directory, *files, *json); });
      }};
}

}  // namespace saddle::cli
