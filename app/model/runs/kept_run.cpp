#include "model/runs/kept_run.h"

#include <cmath>

#include <nlohmann/json.hpp>

#include "saddle/catalog.h"
#include "saddle/error.h"
#include "saddle/experiment_file.h"
#include "saddle/plan.h"

namespace saddle::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr int format_version = 1;

Json to_json(const Curve& curve) {
  Json steps = Json::array(), values = Json::array(), seconds = Json::array();
  for (int64_t i = 0; i < curve.size(); ++i) {
    steps.push_back(curve[i].step);
    values.push_back(curve[i].value);  // JSON has no NaN: it becomes null
    seconds.push_back(curve[i].seconds);
  }
  return {{"step", steps}, {"value", values}, {"seconds", seconds}};
}

Curve curve_of(const Json& json) {
  CurveWriter writer;
  const Json &steps = json.at("step"), &values = json.at("value"), &seconds = json.at("seconds");
  if (values.size() != steps.size() || seconds.size() != steps.size())
    throw Error("curves", "have columns of different lengths");
  double last = 0;
  for (size_t i = 0; i < steps.size(); ++i) {
    const double step = steps[i].get<double>();
    if (!(step > last)) throw Error("curves", "go back from step {} to step {}", last, step);
    writer.add({step, values[i].is_null() ? std::nan("") : values[i].get<double>(), seconds[i].get<double>()});
    last = step;
  }
  return writer.freeze();
}

Status status_of(const std::string& name) {
  for (const Status status : {Status::finished, Status::diverged}) {
    if (name == name_of(status)) return status;
  }
  return Status::paused;
}

}  // namespace

double flops_per_step(const Experiment& experiment, const std::filesystem::path& directory) {
  if (!check(experiment, directory).empty()) return 0;
  const Shape sample = catalog::sample_info(experiment.data, directory).shape;
  if (sample.rank() == 0) return 0;
  const Plan planned = plan(experiment.network, sample);
  double macs = 0;
  for (const Plan::Step& step : planned.steps) macs += static_cast<double>(step.macs);
  return 3 * 2 * macs * read<TrainingOptions>(experiment.training).batch_size;
}

namespace {

constexpr const char* former_color = "colour";  // in files of earlier versions

}  // namespace

std::string to_json(const KeptRun& run) {
  Json json{{"saddle_run", format_version},
            {"name", run.name},
            {"status", std::string(name_of(run.status))},
            {"steps", run.steps},
            {"steps_per_epoch", run.steps_per_epoch},
            {"seconds", run.seconds},
            {"shown", run.shown},
            {"aside", run.other_data},
            {"color", run.color},
            {"branched_at", run.branched_at},
            {"experiment", Json::parse(saddle::to_json(run.experiment))}};
  std::string text = json.dump();
  text.pop_back();
  text += ",\n\"curves\": {";
  bool first = true;
  for (const CurveRow& row : curve_table) {
    text += (first ? "\n\"" : ",\n\"") + std::string(row.name) + "\": " + to_json(run.curves.*row.curve).dump();
    first = false;
  }
  return text + "}}\n";
}

KeptRun parse_kept_run(const std::string& text) {
  try {
    const Json json = Json::parse(text);
    if (json.at("saddle_run") != format_version) throw Error("saddle_run", "is of another format");
    KeptRun run{.id = {},
                .name = json.at("name"),
                .experiment = parse_experiment(json.at("experiment").dump()),
                .curves = {},
                .status = status_of(json.at("status")),
                .steps = json.at("steps"),
                .steps_per_epoch = json.at("steps_per_epoch"),
                .seconds = json.at("seconds"),
                .shown = json.at("shown"),
                .other_data = json.value("aside", false),
                .color = json.at(json.contains("color") ? "color" : former_color),
                .branched_at = json.value("branched_at", int64_t{0})};
    if (run.steps_per_epoch < 1 || run.color < 0) throw Error("steps_per_epoch", "expected a positive whole number");
    for (const CurveRow& row : curve_table)
      run.curves.*row.curve = curve_of(json.at("curves").at(std::string(row.name)));
    return run;
  } catch (const nlohmann::json::exception& error) {
    throw Error("", "is no kept run: {}", error.what());
  }
}

}  // namespace saddle::app
