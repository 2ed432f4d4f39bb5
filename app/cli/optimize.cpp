#include <atomic>
#include <charconv>
#include <chrono>
#include <cmath>
#include <exception>
#include <optional>
#include <thread>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/shared/numbers.h"
#include "cli/shared/outputs.h"
#include "cli/shared/progress_bar.h"
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
  std::string function, start, size = "400x400";
  std::optional<std::string> win_map;
  std::pair<int, int> pixels = {};
  std::vector<std::string> optimizers;
  Race race;
  bool json = false;
};

// JSON has neither NaN nor infinity.
Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

// Number by number: a run of a million steps is not held in memory a second time as JSON.
void print_numbers(std::string_view name, const std::vector<double>& values) {
  fmt::print(",\"{}\":[", name);
  for (size_t i = 0; i < values.size(); ++i) fmt::print("{}{}", i ? "," : "", number(values[i]).dump());
  fmt::print("]");
}

void print_json(const std::string& optimizer, const Trajectory& path, const Outcome& outcome) {
  const auto step = [](const std::optional<int64_t>& k) { return k ? Json(*k) : Json(nullptr); };
  const Json head{{"optimizer", optimizer},
                  {"fate", name_of(outcome.fate)},
                  {"reached", step(outcome.reached)},
                  {"escaped_saddle", outcome.meets_saddle ? Json(outcome.escaped.has_value()) : Json(nullptr)},
                  {"distance", number(outcome.distance)}};
  const std::string text = head.dump();
  fmt::print("{}", std::string_view(text).substr(0, text.size() - 1));
  print_numbers("x", path.x);
  print_numbers("y", path.y);
  print_numbers("f", path.f);
  fmt::print("}}");
}

// On a thread of its own, so that the bar moves while the finest refinement, most of the work, is under way.
void draw_with_progress(WinMapper& mapper, int64_t points) {
  std::atomic<bool> ended = false;
  std::exception_ptr failure;  // written before `ended`
  const auto began = std::chrono::steady_clock::now();
  std::jthread worker([&] {
    try {
      while (mapper.refine()) {
      }
    } catch (...) {
      failure = std::current_exception();
    }
    ended = true;
  });
  ProgressBar bar;
  while (!ended) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    bar.show(mapper.done(), points, took.count(), "win map");
  }
  bar.finish();
  if (failure) std::rethrow_exception(failure);
}

// "400x300". Throws Error.
std::pair<int, int> read_pixels(const std::string& text) {
  const auto cross = text.find('x');
  int width = 0, height = 0;
  const auto read = [](std::string_view digits, int& number) {
    const auto [stop, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return failure == std::errc() && stop == digits.data() + digits.size() && number >= 1 && number <= 4096;
  };
  if (cross == text.npos || !read(std::string_view(text).substr(0, cross), width) ||
      !read(std::string_view(text).substr(cross + 1), height)) {
    throw Error("--size", "expected WIDTHxHEIGHT from 1x1 to 4096x4096, got \"{}\"", text);
  }
  return {width, height};
}

void write_win_map(const OptimizeOptions& options, const Function& function) {
  const auto [width, height] = options.pixels;
  WinMapper mapper(function, options.race, function.domain, width, height);
  draw_with_progress(mapper, int64_t{width} * height);
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
  write_png(*options.win_map, image);
}

int optimize(OptimizeOptions options) {
  const Function function = make_function(options.function, "--function");
  options.race.start = read_start(options.start, function, "--start");
  for (const std::string& text : options.optimizers) options.race.racers.push_back(read_racer(text, "--optimizer"));
  if (options.win_map) {
    check_outputs({{"--win-map", *options.win_map}}, {});
    check_picture_format("--win-map", *options.win_map, {".png"});
    options.pixels = read_pixels(options.size);
    write_win_map(options, function);
  }
  if (options.json) {
    fmt::print("{{\"function\":{},\"runs\":[", Json(function.formula).dump());
  } else {
    fmt::print("f = {}\n\n{:<28} {:>14} {:>14} {:>14}  {}\n", function.formula, "optimizer", "x", "y", "f", "");
  }
  for (size_t i = 0; i < options.race.racers.size(); ++i) {
    const Trajectory path = walk(*function.surface, options.race, options.race.racers[i]);
    const Outcome outcome = judge(function, path);
    if (options.json) {
      if (i > 0) fmt::print(",");
      print_json(options.optimizers[i], path, outcome);
    } else {
      const auto text = [](double value) {
        return std::isnan(value) ? std::string("undefined") : fmt::format("{:.6g}", value);
      };
      const bool undefined = outcome.fate == Fate::undefined;
      fmt::print("{:<28} {:>14} {:>14} {:>14}  {}{}\n", options.optimizers[i], text(path.x.back()), text(path.y.back()),
                 undefined ? "undefined" : text(path.f.back()), name_of(outcome.fate),
                 outcome.reached ? fmt::format(", reached at step {}", *outcome.reached) : "");
    }
  }
  if (options.json) fmt::print("]}}\n");
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
            app.add_option("--start", options->start, "Where all of them start (default: where the function suggests)")
                ->type_name("X,Y")
                ->check(filled("two numbers as in -7,2"));
            app.add_option("--optimizer", options->optimizers,
                           "As in momentum:learning_rate=0.1,momentum=0.9 (saddle list optimizers); any number of them")
                ->required()
                ->type_name("NAME[:key=value,…]")
                ->take_all();
            app.add_option("--steps", options->race.steps, "Steps to make")
                ->check(whole_from(0, 1'000'000))
                ->capture_default_str();
            app.add_option("--noise", options->race.noise,
                           "Standard deviation of noise added to the gradient, as mini-batches add it")
                ->check(number_from(0, 1e6));
            app.add_option("--seed", options->race.seed, "Seed of the noise")
                ->check(whole_from(0, 2'147'483'647))
                ->capture_default_str();
            auto* map =
                app.add_option("--win-map", options->win_map,
                               "Saves a map of which optimizer gets lowest from every start in the function's domain")
                    ->type_name("OUT.png")
                    ->check(filled());
            app.add_option("--size", options->size, "Size of the map in pixels")
                ->needs(map)
                ->type_name("WxH")
                ->capture_default_str();
            app.add_flag("--json", options->json, "Prints JSON");
            return std::function<int()>([options] { return optimize(*options); });
          }};
}

}  // namespace saddle::cli
