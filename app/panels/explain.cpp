#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "model/lab.h"
#include "model/panel.h"
#include "panels/digit/raster.h"
#include "panels/explain/film_desk.h"
#include "panels/explain/place_desk.h"
#include "panels/explain/running_net.h"
#include "panels/explain/views.h"
#include "saddle/canvas.h"
#include "saddle/latest_job.h"
#include "ui/flow.h"
#include "ui/widgets.h"

// What is drawn in "Draw a digit", and why it is read so: what speaks for an answer, where else it would be the same,
// who else says so, and when it became clear.
namespace saddle::panels {
namespace {

using namespace app;
using ExplainView = ExplainQuestion::View;

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
    return films_->waiting() || places_->waiting() || on_its_way(*answers_, ordered_) ||
           on_its_way(*measures_, measure_ordered_);
  }

 private:
  using Answers = LatestJob<ExplainQuestion, std::shared_ptr<const Explanation>>;
  using Measures = LatestJob<MeasureQuestion, std::shared_ptr<const MeasuredJury>>;

  template <class Job>
  static bool on_its_way(const Job& job, uint64_t order) {
    const auto latest = job.latest();
    return latest->order != order || (order > 0 && !latest->complete);
  }
  void begin();
  std::vector<Juror> jurors(Frame& frame);
  void draw_controls(Frame& frame, const std::vector<Juror>& all);
  void draw_why_controls(Frame& frame, ui::Flow& flow, const std::vector<std::string>& classes);
  void draw_shift_controls(Frame& frame, ui::Flow& flow);
  void draw_jury_controls(Frame& frame, ui::Flow& flow, const std::vector<Juror>& all);
  void ask(const ExplainQuestion& question);
  void draw_answer(Frame& frame);
  ExplainView view() const {
    return view_ == "why"     ? ExplainView::why
           : view_ == "shift" ? ExplainView::shift
           : view_ == "jury"  ? ExplainView::jury
                              : ExplainView::strokes;
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
  uint64_t ordered_ = 0, measure_ordered_ = 0;
  int cell_ = -1;
};

AttributionMethod method_named(const std::string& name) {
  if (name == "gradient") return AttributionMethod::gradient;
  if (name == "smoothed") return AttributionMethod::smoothed;
  if (name == "integrated") return AttributionMethod::integrated;
  if (name == "occlusion") return AttributionMethod::occlusion;
  return AttributionMethod::times_input;
}

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

bool reads_drawings(const std::shared_ptr<const Model>& model) {
  return model && !model->issue() && model->sample().shape == Shape{1, 28, 28} && !model->sample().per_pixel &&
         model->gives_probabilities();
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
    ui::caption(ui, ui.tr("It appears when there is a network that reads 28 x 28 pictures."));
    ui.mark("explain", "none");
    return;
  }
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
  question.jury = question.view == ExplainView::jury ? all : std::vector<Juror>{all[chosen]};
  if (question.view == ExplainView::strokes) question.drawing = read_;
  if (question.view == ExplainView::why) {
    const auto found = std::ranges::find(classes, class_);
    question.class_index = found == classes.end() ? -1 : static_cast<int>(found - classes.begin());
    question.method = method_named(method_);
  }
  if (question.view == ExplainView::shift) {
    question.axes = axes_ == "shift" ? AnswerMapQuestion::Axes::shift : AnswerMapQuestion::Axes::turn_and_scale;
    question.centered = centered_;
  }
  ask(question);
  draw_answer(frame);
}

void ExplainPanel::ask(const ExplainQuestion& question) {
  if (asked_ == question) return;
  // While an answer is on its way the next waits for it: whoever draws without a pause is answered, too.
  if (on_its_way(*answers_, ordered_) && asked_ && asked_->view == question.view) return;
  if (!asked_ || asked_->view != question.view || asked_->axes != question.axes) cell_ = -1;
  asked_ = question;
  ordered_ = answers_->send(question);
}

void ExplainPanel::draw_controls(Frame& frame, const std::vector<Juror>& all) {
  ui::Ui& ui = frame.ui;
  ui::Flow flow(ui, ui.px(6));
  const ui::Option views[] = {
      {"why", std::string(ui.tr("Why")),
       std::string(ui.tr("Which pixels speak for the answer, and what would change it"))},
      {"change", std::string(ui.tr("Change it")),
       std::string(ui.tr("What it takes to make the drawing another digit for the network"))},
      {"shift", std::string(ui.tr("Elsewhere")),
       std::string(ui.tr("The same drawing moved, turned and scaled: what would it be read as there?"))},
      {"place", std::string(ui.tr("Where it lies")),
       std::string(ui.tr("The drawing among 500 test samples, in what a layer makes of them"))},
      {"jury", std::string(ui.tr("Jury")), std::string(ui.tr("Several networks asked the same, and their mean"))},
      {"strokes", std::string(ui.tr("Stroke by stroke")),
       std::string(ui.tr("What it thought while the drawing came about"))}};
  flow.place(ui::combo_width(views));
  ui::combo(ui, "explain.view", view_, views, ui::combo_width(views));
  if (view() == ExplainView::jury) {
    draw_jury_controls(frame, flow, all);
    return;
  }
  std::vector<ui::Option> who;
  for (size_t i = 0; i < all.size(); ++i) who.push_back({std::to_string(i), all[i].name});
  if (std::stoul(juror_) >= all.size()) juror_ = "0";
  const float width = std::min(ui::combo_width(who), ImGui::GetContentRegionAvail().x);
  flow.place(width);
  ui::combo(ui, "explain.juror", juror_, who, width);
  if (view_ == "why") draw_why_controls(frame, flow, all[std::stoul(juror_)].model->sample().classes);
  if (view_ == "shift") draw_shift_controls(frame, flow);
}

void ExplainPanel::draw_why_controls(Frame& frame, ui::Flow& flow, const std::vector<std::string>& classes) {
  ui::Ui& ui = frame.ui;
  std::vector<ui::Option> asked = {{"answer", std::string(ui.tr("its answer"))}};
  for (const std::string& name : classes) asked.push_back({name, name});
  flow.place(ui::combo_width(asked));
  ui::combo(ui, "explain.class", class_, asked, ui::combo_width(asked));
  const ui::Option methods[] = {
      {"gradient", std::string(ui.tr("Gradient")),
       std::string(ui.tr("By how much a little more ink would raise the score"))},
      {"times_input", std::string(ui.tr("Gradient x ink")),
       std::string(ui.tr("What the ink that is there contributes"))},
      {"smoothed", std::string(ui.tr("Smoothed gradient")),
       std::string(ui.tr("The mean gradient of 32 noisy copies (Smilkov et al., 2017)"))},
      {"integrated", std::string(ui.tr("Integrated gradient")),
       std::string(
           ui.tr("The gradient on the way from blank paper, times the ink; it sums to the change of the score"))},
      {"occlusion", std::string(ui.tr("Occlusion")),
       std::string(ui.tr("How much the score falls when a square of 5 x 5 pixels is wiped out"))}};
  flow.place(ui::combo_width(methods));
  ui::combo(ui, "explain.method", method_, methods, ui::combo_width(methods));
}

void ExplainPanel::draw_shift_controls(Frame& frame, ui::Flow& flow) {
  ui::Ui& ui = frame.ui;
  const ui::Option axes[] = {
      {"shift", std::string(ui.tr("Moved")), std::string(ui.tr("Up to 14 pixels each way"))},
      {"turn", std::string(ui.tr("Turned and scaled")),
       std::string(ui.tr("From left to right turned by -90° to 90°; from top to bottom 1.5 to 0.4 times as large"))}};
  flow.place(ui::combo_width(axes));
  ui::combo(ui, "explain.axes", axes_, axes, ui::combo_width(axes));
  const std::string_view words = ui.tr("Centered again");
  flow.place(ImGui::GetFrameHeight() + ui.px(4) + ImGui::CalcTextSize(words.data(), words.data() + words.size()).x);
  ui::checkbox(ui, "explain.centered", centered_);
  ui::tooltip(
      ui, words,
      ui.tr("What was moved is centered and scaled as MNIST was, before it is asked about. Without it, one sees "
            "what the network itself can do: convolution and pooling forgive a little, a dense layer nothing."));
  ImGui::SameLine(0, ui.px(4));
  ui::caption(ui, words);
}

void ExplainPanel::draw_jury_controls(Frame& frame, ui::Flow& flow, const std::vector<Juror>& all) {
  ui::Ui& ui = frame.ui;
  const std::shared_ptr<const Model>& running = running_.update(frame);
  constexpr size_t most = 6;
  if (flow.button("explain.keep", ui.tr("Call this network in"),
                  {.enabled = reads_drawings(running) && kept_.size() < most,
                   .tooltip = ui.tr("Keeps it in the jury as it is now; train it on, or another one, and compare.")})) {
    const std::string& name = frame.training.now.experiment->name;
    kept_.push_back({fmt::format(fmt::runtime(ui.tr("{}, step {}")), name.empty() ? ui.tr("this network") : name,
                                 frame.training.now.steps),
                     running});
  }
  if (flow.button("explain.dismiss", ui.tr("Dismiss the last"), {.enabled = !kept_.empty()})) kept_.pop_back();
  const bool measuring = on_its_way(*measures_, measure_ordered_);
  if (flow.button("explain.measure", ui.tr("Test all"),
                  {.enabled = frame.training.now.experiment && !measuring,
                   .tooltip = ui.tr("How often each is right on the test set of this experiment, and their mean")}))
    measure_ordered_ = measures_->send({all, frame.training.now.experiment->data, frame.data_directory});
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
    case ExplainView::why:
      draw_why(frame, *found);
      break;
    case ExplainView::shift:
      draw_shift_map(frame, *found, cell_);
      break;
    case ExplainView::jury:
      draw_jury(frame, *found);
      if (const auto result = measures_->latest(); result->failure) {
        ui::paragraph(ui, "explain.measured", result->failure->text());
      } else if (result->product) {
        draw_measured(frame, *result->product);
      }
      break;
    case ExplainView::strokes:
      draw_strokes(frame, *found);
      break;
  }
}

}  // namespace

PanelType explain() {
  return {"explain", "Why this answer?",
          "What is drawn, and why it is read so: what speaks for it, other places, other networks, stroke by stroke.",
          10, [] { return std::make_unique<ExplainPanel>(); }};
}

}  // namespace saddle::panels
