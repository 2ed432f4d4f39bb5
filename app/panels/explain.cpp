#include <algorithm>

#include "panels/digit/raster.h"
#include "panels/explain/panel.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

AttributionMethod method_named(const std::string& name) {
  if (name == "gradient") return AttributionMethod::gradient;
  if (name == "smoothed") return AttributionMethod::smoothed;
  if (name == "integrated") return AttributionMethod::integrated;
  if (name == "occlusion") return AttributionMethod::occlusion;
  return AttributionMethod::times_input;
}

}  // namespace

void ExplainPanel::begin() {
  if (answers_) return;
  answers_ = std::make_unique<Answers>(
      services_.threads,
      [](const ExplainQuestion& question, Answers::Progress& progress) {
        progress.publish(std::make_shared<const Explanation>(explained(question)));
      },
      services_.wake);
  films_ = std::make_unique<FilmDesk>(services_);
  places_ = std::make_unique<PlaceDesk>(services_);
  measures_ = std::make_unique<Measures>(
      services_.threads,
      [](const MeasureQuestion& question, Measures::Progress& progress) {
        progress.publish(std::make_shared<const MeasuredJury>(measured(question)));
      },
      services_.wake);
}

// The model that ships, the network in training, and those that were kept; only who knows the same classes as the
// first.
std::vector<Juror> ExplainPanel::jurors(Frame& frame) {
  ui::Ui& ui = frame.ui;
  std::vector<Juror> all;
  const auto add = [&](std::string name, const std::shared_ptr<const Model>& model) {
    if (!reads_drawings(model)) return;
    if (!all.empty() && model->sample().classes != all.front().model->sample().classes) return;
    all.push_back({std::move(name), model});
  };
  add(std::string(ui.tr("shipped model")), frame.reader.now.model);
  add(std::string(ui.tr("this network")), running_.update(frame));
  for (const Juror& juror : kept_) add(juror.name, juror.model);
  return all;
}

void ExplainPanel::draw(Frame& frame) {
  ui::Ui& ui = frame.ui;
  begin();
  if (!(frame.focus.canvas == read_)) {
    read_ = frame.focus.canvas;
    const auto form = mnist_form(rasterize(read_));
    digit_ = read_.empty() ? nullptr : std::make_shared<const std::vector<float>>(form.begin(), form.end());
  }
  const std::vector<Juror> all = jurors(frame);
  if (all.empty()) {
    ui::caption(ui, ui.tr("It appears when there is a network that reads 28 × 28 pictures."));
    ui.mark("explain", "none");
    return;
  }
  const auto explained_last = answers_->latest();
  running_.took(view_ == "place" ? places_->seconds() : explained_last->product ? explained_last->product->seconds : 0);
  draw_controls(frame, all);
  const size_t chosen = std::min(static_cast<size_t>(std::stoul(juror_)), all.size() - 1);
  if (!digit_) {
    ui::caption(ui, ui.tr("Draw something in the panel \"Draw a digit\"."));
    ui.mark("explain", "nothing drawn");
    asked_.reset();
    return;
  }
  const std::vector<std::string>& classes = all[chosen].model->sample().classes;
  if (view_ == "change") {
    films_->draw(frame, all[chosen], digit_);
    return;
  }
  if (view_ == "place") {
    places_->draw(frame, all[chosen], digit_);
    return;
  }
  ExplainQuestion question{.view = view(), .digit = digit_};
  question.jury = question.view == ExplainQuestion::View::jury ? all : std::vector<Juror>{all[chosen]};
  if (question.view == ExplainQuestion::View::strokes) question.drawing = read_;
  if (question.view == ExplainQuestion::View::why) {
    const auto found = std::ranges::find(classes, class_);
    question.class_index = found == classes.end() ? -1 : static_cast<int>(found - classes.begin());
    question.method = method_named(method_);
  }
  if (question.view == ExplainQuestion::View::shift) {
    question.axes = axes_ == "shift" ? AnswerMapQuestion::Axes::shift : AnswerMapQuestion::Axes::turn_and_scale;
    question.centered = centered_;
  }
  ask(question);
  draw_answer(frame);
}

void ExplainPanel::ask(const ExplainQuestion& question) {
  if (asked_ == question) return;
  // While an answer is on its way the next waits for it: whoever draws without a pause is answered, too.
  if (answers_->waiting() && asked_ && asked_->view == question.view) return;
  if (!asked_ || asked_->view != question.view || asked_->axes != question.axes) cell_ = -1;
  asked_ = question;
  answers_->send(question);
}

void ExplainPanel::draw_answer(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const auto latest = answers_->latest();
  if (latest->failure) {
    ui::paragraph(ui, "explain.failure", latest->failure->text());
    return;
  }
  const std::shared_ptr<const Explanation>& found = latest->product;
  if (!found || found->question.view != view()) {
    ui.mark("explain", "waiting");
    return;
  }
  switch (found->question.view) {
    case ExplainQuestion::View::why:
      draw_why(frame, *found);
      break;
    case ExplainQuestion::View::shift:
      draw_shift_map(frame, *found, cell_);
      break;
    case ExplainQuestion::View::jury:
      draw_jury(frame, *found);
      if (const auto result = measures_->latest(); result->failure) {
        ui::paragraph(ui, "explain.measured", result->failure->text());
      } else if (result->product) {
        draw_measured(frame, *result->product);
      }
      break;
    case ExplainQuestion::View::strokes:
      draw_strokes(frame, *found);
      break;
  }
}

}  // namespace saddle::app

namespace saddle::panels {

PanelType explain() {
  return {"explain", "Why this answer?",
          "What is drawn, and why it is read so: what speaks for it, other places, other networks, stroke by stroke.",
          10, [] { return std::make_unique<app::ExplainPanel>(); }};
}

}  // namespace saddle::panels
