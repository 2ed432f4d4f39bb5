#pragma once

#include <functional>
#include <optional>

#include "labs/compare/desk.h"
#include "labs/compare/race_page.h"
#include "labs/compare/race_setup_panel.h"
#include "labs/compare/study_watch.h"

namespace saddle::app {

// Races: their curves, or the wall.
class RaceDesk final : public Desk {
 public:
  RaceDesk(bool threads, const std::function<void()>& wake) : setup_(threads, wake), watch_(threads, wake) {}
  void begin(Frame& frame) override;
  void draw_side(Frame& frame) override { setup_.draw(frame, state_); }
  void draw_rest(Frame& frame) override;

  bool running() const override { return state_.running; }
  bool can_start() const override;
  void start_or_stop(Frame& frame) override;
  std::string_view start_words(const ui::Ui& ui) const override { return ui.tr("Race"); }
  std::string progress(const ui::Ui& ui) const override;
  std::string longest_progress(const ui::Ui& ui) const override;
  int64_t done() const override { return watch_.study() ? watch_.snapshot()->ended : 0; }
  bool begun() const override { return watch_.study() != nullptr; }
  int64_t steps() const override;
  bool waiting() const override;
  bool pump() override;

  // The end of the last race, if it was this study and all of it was run; otherwise null.
  const StudySnapshot* ended_of(const Study& study) const;
  // Who was best in the last race; nobody where it was stopped. None while it runs.
  std::optional<std::vector<size_t>> best(const FigureRow& metric) const;

  CompareState& state() { return state_; }
  const std::optional<Study>& study() const { return setup_.study(); }

 private:
  CompareState state_;
  RacePage page_;
  RaceSetupPanel setup_;
  StudyWatch watch_;
};

}  // namespace saddle::app
