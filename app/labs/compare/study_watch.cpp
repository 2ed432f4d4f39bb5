#include "labs/compare/study_watch.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include "saddle/catalog.h"
#include "saddle/dataset.h"
#include "saddle/traits.h"

namespace saddle::app {
namespace {

// How often what is drawn is worked out while runs train.
constexpr double view_interval = 0.1;

// The part of the plane in which the samples lie, and some room around. Of a set that is generated, which takes no
// time: regions of a file's are left out.
std::optional<Probe> regions_of(const Choice& data, const std::filesystem::path& data_directory) {
  const Entry* set = catalog::find(catalog::datasets(), data.type);
  const Shape sample = catalog::sample_info(data, data_directory).shape;
  if (!set || find(set->properties, "path") || sample.rank() != 1 || sample.size() != 2) return {};
  const auto& values = load_dataset(data, data_directory)->train.values;
  if (values.empty()) return {};
  Probe probe{.type = "plane"};
  for (size_t axis = 0; axis < 2; ++axis) {
    float least = values[axis], most = values[axis];
    for (size_t i = axis; i < values.size(); i += 2) {
      least = std::min(least, values[i]);
      most = std::max(most, values[i]);
    }
    const double room = 0.1 * static_cast<double>(most - least) + 1e-3;
    const std::string name = axis == 0 ? "x" : "y";
    probe.options[name + "_min"] = static_cast<double>(least) - room;
    probe.options[name + "_max"] = static_cast<double>(most) + room;
  }
  return probe;
}

// What a wall can show beside curves: regions of two inputs, and filters.
std::vector<Probe> pictures_of(const Study& study, const std::filesystem::path& data_directory) {
  std::vector<Probe> probes;
  if (auto regions = regions_of(study.base.data, data_directory)) probes.push_back(std::move(*regions));
  const bool convolves = std::ranges::any_of(study.base.network, [](const Node& node) {
    return catalog::layer_traits(node.type).family == LayerTraits::Family::convolution;
  });
  if (convolves) probes.push_back({.type = "filters"});
  return probes;
}

}  // namespace

StudyWatch::StudyWatch(bool threads, std::function<void()> wake)
    : threads_(threads),
      wake_(std::move(wake)),
      job_(
          threads,
          [](const StudyViewOrder& order, Job::Progress& progress) {
            progress.publish(std::make_shared<const StudyView>(view_of(order)));
          },
          wake_) {}

StudyWatch::~StudyWatch() = default;

void StudyWatch::start(Study study, const std::filesystem::path& data_directory) {
  const auto published = [wake = threads_ ? wake_ : [] {}, woken = woken_] {
    if (!woken->exchange(true)) wake();
  };
  auto runner = std::make_shared<StudyRunner>(study, StudyRunner::Options{.order = StudyRunner::Order::together,
                                                                          .data_directory = data_directory,
                                                                          .watched = pictures_of(study, data_directory),
                                                                          .published = published});
  retire();
  data_directory_ = data_directory;
  runner_ = std::move(runner);
  study_ = std::make_shared<const Study>(std::move(study));
  snapshot_ = runner_->latest();
  view_.reset();
  stopping_ = false;
}

void StudyWatch::stop() {
  if (!runner_) return;
  runner_->stop();
  stopping_ = true;
}

bool StudyWatch::running() const { return runner_ && !snapshot_->done; }

// Its end may take as long as a step of a large network, or as its data.
void StudyWatch::retire() {
  if (!runner_) return;
  runner_->stop();
  std::erase_if(ending_, [](const std::future<void>& end) {
    return end.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
  });
  ending_.push_back(std::async(std::launch::async, [runner = std::move(runner_)]() mutable { runner.reset(); }));
}

bool StudyWatch::up_to_date() const {
  return view_ && view_->snapshot == snapshot_ && ordered_wanted_ == wanted_ && job_.latest()->order == ordered_;
}

void StudyWatch::follow(const Wanted& wanted, double now) {
  woken_->store(false);
  wanted_ = wanted;
  if (!runner_) return;
  snapshot_ = runner_->latest();
  const auto result = job_.latest();
  if (result->product && result->product->study == study_) view_ = result->product;
  const bool answered = result->order == ordered_;
  const bool same =
      ordered_study_ == study_.get() && ordered_serial_ == snapshot_->serial && ordered_wanted_ == wanted_;
  if (same || !answered) return;
  const bool due =
      now < ordered_at_ || now - ordered_at_ >= view_interval || snapshot_->done || ordered_wanted_ != wanted_;
  if (!due) return;
  ordered_wanted_ = wanted_;
  ordered_study_ = study_.get();
  ordered_serial_ = snapshot_->serial;
  ordered_at_ = now;
  ordered_ = job_.send({.study = study_,
                        .snapshot = snapshot_,
                        .metric = wanted.metric,
                        .first = wanted.first,
                        .second = wanted.second,
                        .data_directory = data_directory_});
}

bool StudyWatch::pump() {
  const bool worked = job_.pump();
  if (!running() || threads_) return worked;
  std::this_thread::sleep_for(std::chrono::milliseconds(1));
  return true;
}

}  // namespace saddle::app
