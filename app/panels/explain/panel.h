#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/lab.h"
#include "model/panel.h"
#include "panels/explain/film_desk.h"
#include "panels/explain/place_desk.h"
#include "panels/explain/running_net.h"
#include "panels/explain/views.h"
#include "saddle/canvas.h"
#include "saddle/latest_job.h"
#include "ui/flow.h"

namespace saddle::app {

// What is drawn in "Draw a digit", and why it is read so: what speaks for an answer, where else it would be the same,
// who else says so, and when it became clear.
class ExplainPanel final : public Panel {
 public:
  void connect(const LabServices& services) override { services_ = services; }
  void draw(Frame& frame) override;
  bool pump() override {
    if (!answers_) return false;
    const bool answered = answers_->pump(), filmed_one = films_->pump(), placed_one = places_->pump();
    return measures_->pump() || answered || filmed_one || placed_one;
  }
  bool waiting() const override {
    if (!answers_) return false;
    return films_->waiting() || places_->waiting() || answers_->waiting() || measures_->waiting();
  }

 private:
  using Answers = LatestJob<ExplainQuestion, std::shared_ptr<const Explanation>>;
  using Measures = LatestJob<MeasureQuestion, std::shared_ptr<const MeasuredJury>>;

  void begin();
  std::vector<Juror> jurors(Frame& frame);
  void draw_controls(Frame& frame, const std::vector<Juror>& all);
  void draw_why_controls(Frame& frame, ui::Flow& flow, const std::vector<std::string>& classes);
  void draw_shift_controls(Frame& frame, ui::Flow& flow);
  void draw_jury_controls(Frame& frame, ui::Flow& flow, const std::vector<Juror>& all);
  void ask(const ExplainQuestion& question);
  void draw_answer(Frame& frame);
  using View = ExplainQuestion::View;
  View view() const {
    return view_ == "why" ? View::why : view_ == "shift" ? View::shift : view_ == "jury" ? View::jury : View::strokes;
  }

  LabServices services_;
  std::unique_ptr<Answers> answers_;
  std::unique_ptr<FilmDesk> films_;
  std::unique_ptr<PlaceDesk> places_;
  std::unique_ptr<Measures> measures_;
  RunningNet running_;
  std::vector<Juror> kept_;  // networks as they were when the user called them into the jury
  Drawing read_;             // what digit_ is of
  std::shared_ptr<const std::vector<float>> digit_;
  std::string view_ = "why", juror_ = "0", class_ = "answer", method_ = "times_input", axes_ = "shift";
  bool centered_ = false;
  std::optional<ExplainQuestion> asked_;
  int cell_ = -1;
};

// It takes what is drawn, and answers with probabilities.
bool reads_drawings(const std::shared_ptr<const Model>& model);

}  // namespace saddle::app
