#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "labs/compare/state.h"
#include "labs/network/preset_menu.h"
#include "model/frame.h"
#include "saddle/latest_job.h"

namespace saddle::app {

// What is raced: the experiment, what varies in it, over how many seeds. Says what is wrong with it, which is found in
// the background.
class RaceSetupPanel {
 public:
  RaceSetupPanel(bool threads, std::function<void()> wake);
  void draw(Frame& frame, CompareState& state);

  // Every frame, before what follows is asked.
  void follow(const StudySetup& setup, const Experiment& base, const std::string& data_directory);
  // The study, if its fields hold one; of which it is not yet known whether it can be trained.
  const std::optional<Study>& study() const { return study_; }
  // What is wrong with it; none while that is being found.
  const std::optional<Issue>& fault() const { return fault_; }
  bool waiting() const { return ordered_ != 0 && !checked_; }
  bool pump() { return job_.pump(); }

 private:
  struct Order {
    std::vector<AxisText> axes;
    Experiment base;
    std::optional<Study> study;  // empty: its fields hold none
    std::filesystem::path data_directory;
  };
  struct Faults {
    std::vector<std::optional<Issue>> axes;
    std::optional<Issue> study;
  };
  using Job = LatestJob<Order, Faults>;

  static void check_all(const Order& order, Job::Progress& progress);
  void read_fields(const StudySetup& setup, const Experiment& base);

  void draw_experiment(Frame& frame);
  void draw_ready_made(Frame& frame, CompareState& state);
  bool draw_axis(Frame& frame, CompareState& state, size_t index);
  void draw_values(Frame& frame, AxisText& axis, const std::string& name);
  void draw_rates(Frame& frame, const AxisText& axis);
  void draw_numbers(Frame& frame, CompareState& state);
  void draw_files(Frame& frame);

  PresetMenu presets_;
  StudySetup seen_;
  Experiment base_;
  bool followed_ = false, checked_ = false;
  std::optional<Study> study_;
  std::vector<std::optional<Issue>> axis_faults_;
  std::optional<Issue> fault_;
  uint64_t ordered_ = 0;
  Job job_;
};

}  // namespace saddle::app
