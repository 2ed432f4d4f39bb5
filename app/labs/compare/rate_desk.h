#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "labs/compare/desk.h"
#include "labs/network/preset_menu.h"
#include "plot/figure.h"
#include "saddle/latest_job.h"
#include "saddle/rate_range.h"

namespace saddle::app {

// The range of learning rates that the network as it stands takes: the loss against a rate that grows with every step.
class RateDesk final : public Desk {
 public:
  RateDesk(bool threads, std::function<void()> wake);
  void begin(Frame& frame) override;
  void draw_side(Frame& frame) override;
  void draw_rest(Frame& frame) override;

  bool running() const override {
    return ordered_ != 0 && !stopped_ && !(result_->order == ordered_ && result_->complete);
  }
  bool can_start() const override { return running() || possible_; }
  void start_or_stop(Frame& frame) override;
  std::string_view start_words(const ui::Ui& ui) const override { return ui.tr("Test rates"); }
  std::string progress(const ui::Ui& ui) const override;
  std::string longest_progress(const ui::Ui& ui) const override;
  int64_t done() const override { return range_ ? std::ssize(range_->rates) : 0; }
  bool begun() const override { return ordered_ != 0; }
  int64_t steps() const override { return done(); }
  bool waiting() const override { return running(); }
  bool pump() override { return job_.pump(); }

  // What it has in the document: "rates.low", "rates.high".
  void read(const Properties& own);
  void write(Properties& own) const;

 private:
  struct Order {
    Experiment experiment;
    std::filesystem::path data_directory;
    double low, high;
  };
  using Product = std::shared_ptr<const RateRange>;
  using Job = LatestJob<Order, Product>;

  static void work(const Order& order, Job::Progress& progress);
  void draw_figure(Frame& frame, ImVec2 size);
  void draw_answer(Frame& frame);
  // The rate that would be used: what was clicked on, or where the loss falls fastest.
  std::optional<double> rate() const;

  PresetMenu presets_;
  double low_ = 1e-6, high_ = 10;
  bool possible_ = false, stopped_ = false;
  std::optional<double> chosen_;
  uint64_t ordered_ = 0;
  Product range_;
  std::vector<plot::Point> losses_, smoothed_;
  Job job_;
  std::shared_ptr<const Job::Result> result_;  // of this frame
};

}  // namespace saddle::app
