#include <cstdio>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/shared/experiment_options.h"
#include "cli/shared/numbers.h"
#include "cli/subcommand.h"
#include "saddle/trainer.h"

namespace saddle::cli {
namespace {

// Prints rows as they arrive, below a heading.
auto printer() {
  return [head = true](const GradientCheck::Row& row) mutable {
    if (std::exchange(head, false))
      fmt::print("{:<28} {:>9} {:>8} {:>8} {:>14} {:>14}\n", "parameter", "size", "checked", "kinks", "rel. error",
                 "mean |diff|");
    fmt::print("{:<28} {:>9} {:>8} {:>8} {:>14.2e} {:>14.2e}\n", row.parameter, row.size, row.checked, row.skipped,
               row.max_relative_error, row.mean_absolute_difference);
    std::fflush(stdout);
  };
}

int gradcheck(const ExperimentOptions& source, GradientCheckOptions options, bool json) {
  const Experiment experiment = source.chosen().experiment;
  if (!json) options.checked = printer();
  const GradientCheck result =
      check_gradients(experiment, load_dataset(experiment.data, source.data_directory), options);
  if (json) {
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const auto& row : result.rows) {
      rows.push_back({{"parameter", row.parameter},
                      {"size", row.size},
                      {"checked", row.checked},
                      {"skipped", row.skipped},
                      {"max_relative_error", row.max_relative_error},
                      {"mean_absolute_difference", row.mean_absolute_difference}});
    }
    fmt::print("{}\n",
               nlohmann::ordered_json{{"passed", result.passed}, {"tolerance", result.tolerance}, {"parameters", rows}}
                   .dump());
    return result.passed ? success : failure;
  }
  fmt::print("{}: backpropagation and central differences in double {} within {:.0e}\n",
             result.passed ? "passed" : "FAILED", result.passed ? "agree" : "do not agree", result.tolerance);
  return result.passed ? success : failure;
}

}  // namespace

Subcommand gradcheck() {
  return {"gradcheck", "Compares backpropagation with central differences, parameter by parameter.", [](CLI::App& app) {
            auto source = std::make_shared<ExperimentOptions>();
            auto options = std::make_shared<GradientCheckOptions>();
            auto json = std::make_shared<bool>(false);
            source->add_to(app);
            app.add_option("--h", options->h, "Step of the difference")
                ->check(number_from(1e-7, 0.1))
                ->capture_default_str();
            app.add_option("--batch", options->batch, "Samples (default: 3)")->check(whole_from(1, 65536));
            app.add_option("--per-parameter", options->per_parameter,
                           "Elements of each parameter to check; 0: all (default: up to 200, fewer for large networks)")
                ->check(whole_from(0, 2'000'000'000));
            app.add_option("--parameter", options->parameter, "Checks this parameter alone, such as conv2d_1/weight");
            app.add_flag("--json", *json, "Prints JSON");
            return std::function<int()>([=] { return gradcheck(*source, *options, *json); });
          }};
}

}  // namespace saddle::cli
