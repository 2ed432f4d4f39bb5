#include <cmath>
#include <cstdio>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/shared/racers.h"
#include "cli/subcommand.h"
#include "plot/style.h"
#include "saddle/outcome.h"
#include "saddle/picture.h"
#include "saddle/win_map.h"

namespace saddle::cli {
namespace {

using Json = nlohmann::ordered_json;

struct OptimizeOptions {
  std::string function, start, win_map, size = "400x400";
  std::vector<std::string> optimizers;
  Race race;
  bool json = false;
};

// JSON has no NaN and no infinity.
Json numbers(const std::vector<double>& values) {
  Json array = Json::array();
  for (const double value : values) array.push_back(std::isfinite(value) ? Json(value) : Json(nullptr));
  return array;
}

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json json_of(const std::string& optimizer, const Trajectory& path, const Outcome& outcome) {
  const auto step = [](const std::optional<int64_t>& k) { return k ? Json(*k) : Json(nullptr); };
  return {{"optimizer", optimizer},
          {"fate", name_of(outcome.fate)},
          {"reached", step(outcome.reached)},
          {"escaped_saddle", outcome.meets_saddle ? Json(outcome.escaped.has_value()) : Json(nullptr)},
          {"distance", number(outcome.distance)},
          {"x", numbers(path.x)},
          {"y", numbers(path.y)},
          {"f", numbers(path.f)}};
}

void write_win_map(const OptimizeOptions& options, const Function& function) {
  int width = 0, height = 0;
  char rest = 0;
  if (std::sscanf(options.size.c_str(), "%dx%d%c", &width, &height, &rest) != 2 || width < 1 || height < 1 ||
      width > 4096 || height > 4096) {
    throw Error("--size", "expected WIDTHxHEIGHT from 1x1 to 4096x4096, got \"{}\"", options.size);
  }
  WinMapper mapper(function, options.race, function.domain, width, height);
  while (mapper.refine()) {
  }
  const WinMap& map = mapper.map();
  const plot::Style style = plot::dark();
  PixelImage image{.width = width, .height = height, .channels = 3, .pixels = {}};
  for (int row = height - 1; row >= 0; --row) {
    for (int column = 0; column < width; ++column) {
      const int winner =
          map.winner[static_cast<size_t>(row) * static_cast<size_t>(width) + static_cast<size_t>(column)];
      const ImU32 color = winner < 0 ? style.background : style.series(winner);
      for (const int shift : {IM_COL32_R_SHIFT, IM_COL32_G_SHIFT, IM_COL32_B_SHIFT})
        image.pixels.push_back(static_cast<uint8_t>(color >> shift & 255));
    }
  }
  write_png(options.win_map, image);
}

int optimize(OptimizeOptions options) {
  const Function function = make_function(options.function, "--function");
  options.race.start = read_start(options.start, function, "--start");
  for (const std::string& text : options.optimizers) options.race.racers.push_back(read_racer(text, "--optimizer"));
  if (!options.win_map.empty()) write_win_map(options, function);
  Json runs = Json::array();
  if (!options.json)
    fmt::print("f = {}\n\n{:<28} {:>14} {:>14} {:>14}  {}\n", function.formula, "optimizer", "x", "y", "f", "");
  for (size_t i = 0; i < options.race.racers.size(); ++i) {
    const Trajectory path = walk(*function.surface, options.race, options.race.racers[i]);
    const Outcome outcome = judge(function, path);
    if (options.json) {
      runs.push_back(json_of(options.optimizers[i], path, outcome));
    } else {
      fmt::print("{:<28} {:>14.6g} {:>14.6g} {:>14.6g}  {}{}\n", options.optimizers[i], path.x.back(), path.y.back(),
                 path.f.back(), name_of(outcome.fate),
                 outcome.reached ? fmt::format(", reached at step {}", *outcome.reached) : "");
    }
  }
  if (options.json) fmt::print("{}\n", Json{{"function", function.formula}, {"runs", runs}}.dump());
  return success;
}

}  // namespace

Subcommand optimize() {
  return {"optimize", "Lets optimizers walk on a function of two variables.", [](CLI::App& app) {
            auto options = std::make_shared<OptimizeOptions>();
            options->race.steps = 100;
            app.add_option("--function", options->function,
                           "A name (saddle list functions) or a formula in x and y, such as \"x^2/20 + y^2\"")
                ->required()
                ->type_name("NAME|FORMULA");
            app.add_option("--start", options->start, "Where all start; otherwise where the function suggests")
                ->type_name("X,Y");
            app.add_option("--optimizer", options->optimizers,
                           "As in momentum:learning_rate=0.1,momentum=0.9 (saddle list optimizers); any number of them")
                ->required()
                ->type_name("NAME[:key=value,…]")
                ->take_all();
            app.add_option("--steps", options->race.steps, "Steps to make")
                ->check(CLI::Range(0, 1000000))
                ->capture_default_str();
            app.add_option("--noise", options->race.noise,
                           "Standard deviation of a noise on the gradient, as mini-batches have")
                ->check(CLI::NonNegativeNumber);
            app.add_option("--seed", options->race.seed, "Seed of that noise")
                ->check(CLI::NonNegativeNumber)
                ->capture_default_str();
            auto* map = app.add_option("--win-map", options->win_map,
                                       "Saves which optimizer gets lowest, for every start in the function's domain")
                            ->type_name("OUT.png");
            app.add_option("--size", options->size, "Pixels of that picture")
                ->needs(map)
                ->type_name("WxH")
                ->capture_default_str();
            app.add_flag("--json", options->json, "Prints JSON");
            return std::function<int()>([options] { return optimize(*options); });
          }};
}

}  // namespace saddle::cli
