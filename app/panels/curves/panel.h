#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/panel.h"
#include "panels/curves/branch_popup.h"
#include "panels/curves/run_lines.h"
#include "plot/figure.h"
#include "saddle/mend.h"
#include "ui/toolbar.h"

namespace saddle::app {

// How it learns: the figures of the moment, and the curves of loss and accuracy, of this run and of those that were
// kept.
class CurvesPanel final : public Panel {
 public:
  void draw(Frame& frame) override;

 private:
  // Whether there is no accuracy, because numbers are neither right nor wrong.
  static bool regression(const RunSnapshot& now) { return now.sample.rank() > 0 && now.classes.empty(); }

  void draw_figures(Frame& frame);
  void draw_time(Frame& frame);
  void add_branch(Frame& frame, ui::Toolbar& row);
  void add_cursor(Frame& frame, plot::Figure& figure, const RunLines& lines);
  void take_cursor(Frame& frame, const plot::FigureReport& report, const RunLines& lines);
  void draw_controls(Frame& frame, bool compared);
  void find_offers(Frame& frame);
  const Event* latest_event(const Frame& frame);  // null: none, or it was dismissed
  void draw_event(Frame& frame, const Event& event);
  void draw_events_button(Frame& frame);
  void add_event_marks(Frame& frame, plot::Figure& figure, const RunLines& lines);
  void take_event_marks(Frame& frame, const plot::FigureReport& report, const RunLines& lines);
  void draw_verdict(Frame& frame);
  void draw_loss(Frame& frame, ImVec2 size);
  void draw_accuracy(Frame& frame, ImVec2 size);
  bool same_loss(const Frame& frame, const KeptRun& run) const;
  void draw_key(Frame& frame);
  void find_shown(Frame& frame);
  void draw_kept(Frame& frame, RunLines& lines, bool loss) const;
  void draw_predicted(Frame& frame, RunLines& lines, const Curve& curve) const;
  void draw_references(Frame& frame, RunLines& lines, std::string_view kind);
  RunView live(Frame& frame);
  plot::FigureOptions options(Frame& frame, ImVec2 size) const;

  BranchPopup branch_;
  uint64_t told_run_ = 0;  // the run of which so many events were taken note of:
  size_t told_ = 0;
  std::shared_ptr<const std::vector<Event>> offered_;  // what the following were worked out for, and of which draft
  Experiment offered_to_;
  std::vector<std::optional<Mend>> offers_;  // of each event
  plot::Point cursor_;                       // in the figure that is drawn
  bool has_cursor_ = false;                  // it has one
  double smoothing_ = 0.9;
  CurveAxis axis_ = CurveAxis::steps;
  struct Shown {
    const KeptRun* run;
    std::string name;  // what tells it from the others
  };
  std::vector<Shown> shown_;  // beside this run, in this frame
  bool compared_ = false;     // there are some
  bool keyed_ = false;        // the figures are too small for a legend: one line above them says which run is which
  bool beside_ = false;       // the figures stand side by side
  bool published_ = false;
  bool decades_ = false;  // the loss axis has powers of ten, in the run that began so often:
  uint64_t run_ = 0;
  std::shared_ptr<const Experiment> known_;  // what the following speak of
  double flops_per_step_ = 0;
};

}  // namespace saddle::app
