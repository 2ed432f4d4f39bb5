#include <algorithm>

#include <fmt/format.h>

#include "panels/explain/panel.h"
#include "ui/widgets.h"

// What is asked of whom.
namespace saddle::app {

bool reads_drawings(const std::shared_ptr<const Model>& model) {
  return model && !model->issue() && model->sample().shape == Shape{1, 28, 28} && !model->sample().per_pixel &&
         model->gives_probabilities();
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
  if (view() == View::jury) {
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
      {"times_input", std::string(ui.tr("Gradient × ink")),
       std::string(ui.tr("What the ink that is there contributes"))},
      {"smoothed", std::string(ui.tr("Smoothed gradient")),
       std::string(ui.tr("The mean gradient of 32 noisy copies (Smilkov et al., 2017)"))},
      {"integrated", std::string(ui.tr("Integrated gradient")),
       std::string(
           ui.tr("The gradient on the way from blank paper, times the ink; it sums to the change of the score"))},
      {"occlusion", std::string(ui.tr("Occlusion")),
       std::string(ui.tr("How much the score falls when a square of 5 × 5 pixels is wiped out"))}};
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
  const bool measuring = measures_->waiting();
  if (flow.button("explain.measure", ui.tr("Test all"),
                  {.enabled = frame.training.now.experiment && !measuring,
                   .tooltip = ui.tr("How often each is right on the test set of this experiment, and their mean")}))
    measures_->send({all, frame.training.now.experiment->data, frame.data_directory});
}

}  // namespace saddle::app
