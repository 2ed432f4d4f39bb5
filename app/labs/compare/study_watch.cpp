#include "labs/compare/study_watch.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

#include "saddle/catalog.h"
#include "saddle/traits.h"

namespace saddle::app {
namespace {

// How often what is drawn is worked out while runs train.
constexpr double view_interval = 0.1;

// What a wall can show beside curves: regions of two inputs, with as many test points as a small picture has room for,
// and filters. Of other data a plane has nothing to say.
std::vector<Probe> pictures_of(const Study& study) {
  constexpr int most_points = 100;
  std::vector<Probe> probes{
      {.type = "plane", .options = {{"around", "points"}, {"points", "test"}, {"most_points", most_points}}}};
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

void StudyWatch::start(Study study, const std::filesystem::path& data_directory) {
  const auto published = [wake = threads_ ? wake_ : [] {}, woken = woken_] {
    if (!woken->exchange(true)) wake();
  };
  begun_in_ = data_directory;
  failure_.reset();
  stopping_ = false;
  slot_.begin(
      [study = std::move(study), data_directory, published](const std::atomic<bool>& stop) {
        return RunnerSlot<StudyRunner>::Begun{
            std::make_unique<StudyRunner>(study, StudyRunner::Options{.order = StudyRunner::Order::together,
                                                                      .data_directory = data_directory,
                                                                      .watched = pictures_of(study),
                                                                      .published = published,
                                                                      .stop_checking = &stop})};
      },
      published);
}

void StudyWatch::stop() {
  slot_.stop();
  stopping_ = true;
}

void StudyWatch::take_begun() {
  const auto outcome = slot_.follow();
  if (!outcome) return;
  failure_ = outcome->failure;
  if (!outcome->begun) return;
  data_directory_ = begun_in_;
  study_ = std::make_shared<const Study>(slot_.runner()->study());
  replaced_.push_back(std::move(view_));
}

bool StudyWatch::up_to_date() const {
  return view_ && view_->snapshot == snapshot_ && ordered_wanted_ == wanted_ && job_.latest()->order == ordered_;
}

void StudyWatch::follow(const Wanted& wanted, double now) {
  woken_->store(false);
  for (auto& what : std::exchange(replaced_, {})) slot_.discard(std::move(what));
  wanted_ = wanted;
  take_begun();
  if (!slot_.runner()) return;
  auto snapshot = slot_.runner()->latest();
  // With a run that has ended go its curves and readings, but for the part that is kept of them.
  if (snapshot_ && snapshot_->ended != snapshot->ended) replaced_.push_back(std::move(snapshot_));
  snapshot_ = std::move(snapshot);
  const auto result = job_.latest();
  if (result->product && result->product->study == study_ && view_ != result->product) {
    if (view_ && view_->snapshot->ended != result->product->snapshot->ended) replaced_.push_back(std::move(view_));
    view_ = result->product;
  }
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
