#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/subcommand.h"
#include "saddle/canvas.h"
#include "saddle/model.h"
#include "saddle/picture.h"
#include "saddle/text_file.h"

namespace saddle::cli {
namespace {

// Outputs that are not probabilities are printed as the numbers they are.
void print(const std::string& file, const std::vector<std::string>& classes, const std::vector<float>& outputs,
           size_t best, bool probabilities) {
  const auto value = [&](size_t i, int width) {
    return probabilities ? fmt::format("{:{}.{}f} %", 100 * outputs[i], width, width > 0 ? 2 : 1)
                         : fmt::format("{:{}.4g}", outputs[i], width > 0 ? width + 2 : 0);
  };
  fmt::print("{}: {} ({})\n", file, classes[best], value(best, 0));
  for (size_t i = 0; i < outputs.size(); ++i) {
    std::string bar;
    if (probabilities)
      for (int cell = 0; cell < static_cast<int>(outputs[i] * 40 + 0.5f); ++cell) bar += "█";
    fmt::print("  {:>10} {}{}\n", classes[i], value(i, 6), bar.empty() ? "" : " " + bar);
  }
}

int predict(const std::string& file_of_model, const std::string& data_directory,
            const std::vector<std::string>& pictures, bool json) {
  const Model model = Model::read(file_of_model, data_directory);
  if (model.issue()) throw Error(*model.issue());
  const catalog::SampleInfo& info = model.sample();
  if (info.shape != Shape{1, 28, 28})
    throw Error(file_of_model, "takes {}; only models of 28 x 28 gray pixels can read pictures", info.shape.text());
  const bool probabilities = model.gives_probabilities();
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const std::string& path : pictures) {
    const PixelImage picture = read_picture(path, 1);
    const std::string file = readable_name(path);  // JSON is UTF-8, whatever names are
    const auto digit = mnist_form(from_grey(picture.width, picture.height, picture.pixels.data()));
    const std::vector<float> outputs = model.predict(digit);
    if (!std::ranges::all_of(outputs, [](float value) { return std::isfinite(value); })) {
      throw Error(file_of_model,
                  "gives outputs that are not finite; its weights are too large, train it again with a smaller "
                  "learning rate");
    }
    if (info.classes.size() != outputs.size()) {
      if (json) {
        rows.push_back({{"picture", file}, {"outputs", outputs}});
      } else {
        fmt::print("{}: {:.6g}\n", file, fmt::join(outputs, ", "));
      }
      continue;
    }
    const auto best = static_cast<size_t>(std::ranges::max_element(outputs) - outputs.begin());
    if (json) {
      rows.push_back({{"picture", file},
                      {"prediction", info.classes[best]},
                      {"classes", info.classes},
                      {probabilities ? "probabilities" : "outputs", outputs}});
    } else {
      print(file, info.classes, outputs, best, probabilities);
    }
  }
  if (json) fmt::print("{}\n", rows.dump());
  return success;
}

}  // namespace

Subcommand predict() {
  return {
      "predict", "Reads pictures with a saved model.", [](CLI::App& app) {
        auto model = std::make_shared<std::string>();
        auto data_directory = std::make_shared<std::string>();
        auto pictures = std::make_shared<std::vector<std::string>>();
        auto json = std::make_shared<bool>(false);
        app.add_option("model", *model, "A model that Saddle saved")->required()->type_name("M.npz");
        app.add_option("--data", *data_directory, "Folder with the data sets (default: SADDLE_DATA)")->type_name("DIR");
        app.add_option("pictures", *pictures, "PNG, JPEG, BMP, GIF or WebP; dark on bright or bright on dark")
            ->required()
            ->type_name("PICTURE");
        app.add_flag("--json", *json, "Prints JSON");
        return std::function<int()>([=] { return predict(*model, *data_directory, *pictures, *json); });
      }};
}

}  // namespace saddle::cli
