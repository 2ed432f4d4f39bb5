#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/subcommand.h"
#include "saddle/canvas.h"
#include "saddle/model.h"
#include "saddle/picture.h"
#include "saddle/text_file.h"

namespace saddle::cli {
namespace {

int predict(const std::string& file_of_model, const std::string& data_directory,
            const std::vector<std::string>& pictures, bool json) {
  const Model model = Model::read(file_of_model, data_directory);
  if (model.issue()) throw Error(*model.issue());
  const catalog::SampleInfo& info = model.sample();
  if (info.shape != Shape{1, 28, 28})
    throw Error(file_of_model, "takes {}; only models of 28 x 28 gray pixels can read pictures", info.shape.text());
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const std::string& path : pictures) {
    const PixelImage picture = read_picture(path, 1);
    const std::string file = readable_name(path);  // JSON is UTF-8, whatever names are
    const auto digit = mnist_form(from_grey(picture.width, picture.height, picture.pixels.data()));
    const std::vector<float> probability = model.predict(digit);
    if (info.classes.empty()) {
      if (json) {
        rows.push_back({{"picture", file}, {"outputs", probability}});
      } else {
        fmt::print("{}: {:.6g}\n", file, fmt::join(probability, ", "));
      }
      continue;
    }
    const auto best =
        static_cast<size_t>(std::max_element(probability.begin(), probability.end()) - probability.begin());
    if (json) {
      rows.push_back({{"picture", file},
                      {"prediction", info.classes[best]},
                      {"classes", info.classes},
                      {"probabilities", probability}});
      continue;
    }
    fmt::print("{}: {} ({:.1f} %)\n", file, info.classes[best], 100 * probability[best]);
    for (size_t i = 0; i < probability.size(); ++i) {
      std::string bar;
      for (int cell = 0; cell < static_cast<int>(probability[i] * 40 + 0.5f); ++cell) bar += "█";
      fmt::print("  {:>10} {:6.2f} % {}\n", info.classes[i], 100 * probability[i], bar);
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
