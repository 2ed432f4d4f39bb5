#include "study/contestant.h"

#include <future>
#include <utility>

namespace saddle {
namespace {

Curve thinned(const Curve& curve, int64_t most) {
  if (curve.size() <= most) return curve;
  CurveWriter writer;
  for (const CurvePoint& point : every(curve, curve.size(), stride_for(curve, curve.size(), most - 1)))
    writer.add(point);
  const Curve thin = writer.freeze();
  if (thin.back().step == curve.back().step) return thin;
  writer.add(curve.back());
  return writer.freeze();
}

}  // namespace

Contestant::Contestant(SharedData& data, const std::atomic<bool>& stop) : data_(data), stop_(stop) {}

void Contestant::begin(Experiment experiment, int64_t until, std::shared_ptr<const Model> checkpoint) {
  // The number of threads changes the speed alone, and the cores are shared out among the runs.
  assign(experiment, "training.threads", 1);
  run_.obey(command::Start{.experiment = std::move(experiment),
                           .data_directory = {},
                           .run = true,
                           .model = std::move(checkpoint),
                           .checkpoint = {},
                           .until = until},
            Ticket{});
}

void Contestant::watch(std::vector<Probe> probes) { run_.obey(command::Watch{std::move(probes)}, Ticket{}); }
void Contestant::measure_due() {
  if (run_.measuring(true)) run_.measure_one(true);
}
void Contestant::measure_all() { run_.measure_all(false); }

std::shared_ptr<const Model> Contestant::checkpoint() {
  auto promise = std::make_shared<std::promise<std::shared_ptr<const Model>>>();
  run_.obey(command::Capture{.to = promise, .checkpoint = true}, Ticket{});
  return promise->get_future().get();
}

std::shared_ptr<const Dataset> Contestant::load(const Run&, const Experiment& experiment,
                                                const std::filesystem::path&) {
  try {
    return data_.get(experiment.data, stop_);
  } catch (...) {
    interrupted_ = stop_;
    throw;
  }
}

Figures Contestant::figures() {
  const auto end = run_.snapshot();
  Figures figures = figures_of(*end);
  if (const auto& validated = run_.validated(); validated && validated->step == end->steps) {
    figures.validation_loss = validated->loss;
    figures.validation_accuracy = validated->accuracy;
  }
  return figures;
}

bool Contestant::attend(Run&) {
  interrupted_ = interrupted_ || stop_;
  return !interrupted_;
}

std::shared_ptr<const RunSnapshot> kept_of(const RunSnapshot& end, int64_t most_points) {
  auto kept = std::make_shared<RunSnapshot>(end);
  kept->histories.clear();
  for (const CurveRow& row : curve_table) kept->curves.*(row.curve) = thinned(end.curves.*(row.curve), most_points);
  return kept;
}

}  // namespace saddle
