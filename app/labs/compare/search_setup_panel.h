#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include "labs/compare/search_state.h"
#include "labs/network/preset_menu.h"
#include "model/frame.h"
#include "saddle/latest_job.h"

namespace saddle::app {

// Where a search looks around the experiment, how many trials it makes, and which journal it writes. Says what is wrong
// with it, which is found in the background.
class SearchSetupPanel {
 public:
  SearchSetupPanel(bool threads, std::function<void()> wake);
  void draw(Frame& frame, SearchState& state);

  // Every frame, before what follows is asked.
  void follow(const SearchSetup& setup, const Experiment& base, const std::string& data_directory);
  const std::optional<Search>& search() const { return search_; }
  const std::optional<Issue>& fault() const { return fault_; }
  bool waiting() const { return ordered_ != 0 && !checked_; }
  bool pump() { return job_.pump(); }

 private:
  struct Order {
    Search search;
    std::filesystem::path data_directory;
  };
  using Job = LatestJob<Order, std::optional<Issue>>;

  bool draw_range(Frame& frame, SearchState& state, size_t index);
  void draw_numbers(Frame& frame, SearchState& state);
  static void draw_journal(Frame& frame, SearchState& state);

  PresetMenu presets_;
  SearchSetup seen_;
  Experiment base_;
  bool followed_ = false, checked_ = false;
  std::optional<Search> search_;
  std::vector<std::optional<Issue>> range_faults_;
  std::optional<Issue> fault_;
  uint64_t ordered_ = 0;
  Job job_;
};

}  // namespace saddle::app
