#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "model/panel.h"
#include "panels/prediction/own_sample.h"
#include "panels/results/class_bars.h"
#include "panels/results/class_legend.h"
#include "panels/results/gallery.h"
#include "plot/class_color.h"
#include "plot/number.h"
#include "plot/picture.h"
#include "plot/text.h"
#include "saddle/traits.h"
#include "ui/widgets.h"

// One example of the test set, or what the user draws, types or brings, and what the network in training makes of it.
namespace saddle::panels {
namespace {

using namespace app;

class PredictionPanel final : public Panel {
 public:
  void draw(Frame& frame) override;
  bool suits(const Frame& frame) const override {
    const RunSnapshot& now = frame.training.now;
    return now.sample.rank() == 3 && now.sample != Shape{1, 28, 28};
  }

 private:
  void draw_controls(Frame& frame);
  void seek(Frame& frame);
  void draw_example(Frame& frame, const ExampleReading& example);
  void draw_maps(Frame& frame, const ExampleReading& example);
  void draw_numbers(Frame& frame, const ExampleReading& example);
  static void say(Frame& frame, const Answer& answer);

  bool seeking_ = false;    // for one that is decided wrong
  uint64_t tries_ = 0;      // of the search so far, for another every time
  bool all_right_ = false;  // the search ended without one
  OwnSample own_;
};

// Whether a loss is out of all proportion because the averages that batch normalization answers with are still those of
// the first few steps: each step takes a tenth of its batch in.
bool is_unsettled(const RunSnapshot& now, double loss) {
  constexpr double out_of_proportion = 10;
  constexpr int64_t settled = 100;
  if (!now.experiment || now.curves.train_loss.empty() || now.steps >= settled) return false;
  const bool averages = std::ranges::any_of(
      now.experiment->network, [](const Node& node) { return catalog::layer_traits(node.type).normalizes_batch; });
  return averages && loss > out_of_proportion * std::abs(now.curves.train_loss.back().value);
}

void PredictionPanel::draw(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const RunSnapshot& now = frame.training.now;
  if (now.test_samples == 0) {
    ui::caption(ui, ui.tr("It appears when the network is built."));
    ui.mark("prediction", "none");
    return;
  }
  frame.focus.example = std::clamp<int64_t>(frame.focus.example, 0, now.test_samples - 1);
  draw_controls(frame);
  seek(frame);
  if (frame.focus.drawing) {
    own_.draw_answer(frame);
    return;
  }
  const int index = static_cast<int>(frame.focus.example);
  const Reading* reading = frame.training.watch({.type = "example", .options = {{"index", index}}});
  if (const auto* example = content_of<ExampleReading>(reading)) draw_example(frame, *example);
}

void PredictionPanel::draw_controls(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const RunSnapshot& now = frame.training.now;
  Focus& focus = frame.focus;
  const int last = static_cast<int>(now.test_samples) - 1;
  const bool drawing = focus.drawing;
  if (ui::button(ui, "prediction.previous", "<", {.enabled = !drawing && focus.example > 0})) --focus.example;
  ImGui::SameLine(0, ui.px(4));
  int index = static_cast<int>(focus.example);
  if (ui::number(ui, "prediction.index", index, {.min = 0, .max = static_cast<double>(last), .width = ui.px(64)}))
    focus.example = std::clamp(index, 0, last), focus.drawing = false;
  ui::tooltip(ui, ui.tr("Test example"), ui.tr("Drag, or double click and type its number."));
  ImGui::SameLine(0, ui.px(4));
  if (ui::button(ui, "prediction.next", ">", {.enabled = !drawing && focus.example < last})) ++focus.example;
  if (!now.classes.empty()) {
    const std::string_view wrong = ui.tr("A wrong one");
    const float width =
        ImGui::CalcTextSize(wrong.data(), wrong.data() + wrong.size()).x + 2 * ImGui::GetStyle().FramePadding.x;
    ImGui::SameLine();
    if (ImGui::GetContentRegionAvail().x < width) ImGui::NewLine();
    const std::string_view why =
        all_right_ ? ui.tr("None of those asked is wrong.") : ui.tr("Another misclassified test example, at random");
    if (ui::button(ui, "prediction.wrong", ui.tr("A wrong one"), {.enabled = !seeking_, .tooltip = why})) {
      seeking_ = true;
      ++tries_;
    }
  }
  own_.draw_choice(frame);
}

void PredictionPanel::seek(Frame& frame) {
  if (!seeking_) return;
  const Reading* reading = frame.training.watch({.type = "examples", .options = {{"order", "index"}, {"count", 1000}}});
  const auto* examples = content_of<ExamplesReading>(reading);
  if (!examples) return;
  const auto& wrong = examples->results.answers;
  if (!wrong.empty()) {
    // Golden steps: another one every time, and spread over all of them.
    const double at = std::fmod(0.6180339887 * static_cast<double>(tries_), 1.0) * static_cast<double>(wrong.size());
    size_t pick = static_cast<size_t>(at);
    if (wrong[pick].sample == frame.focus.example) pick = (pick + 1) % wrong.size();
    frame.focus.example = wrong[pick].sample;
    frame.focus.drawing = false;
  } else if (!reading->complete && examples->results.examined < examples->results.samples) {
    return;
  }
  all_right_ = wrong.empty();
  seeking_ = false;
}

// The verdict in words and in color.
void PredictionPanel::say(Frame& frame, const Answer& answer) {
  ui::Ui& ui = frame.ui;
  const bool right = answer.right == 1, known = !std::isnan(answer.right);
  const ImU32 color = !known ? ui.theme.text : right ? ui.theme.good : ui.theme.warning;
  std::string words = answer_text(frame, answer);
  if (answer.label >= 0) words += " · " + std::string(right ? ui.tr("right") : ui.tr("wrong"));
  ui::text(ui, words, color, ui.fonts.strong);
  ui.mark("prediction", fmt::format("{} {} loss {:.5f}", answer.sample, answer_text(frame, answer), answer.loss));
  ui::caption(ui, fmt::format(fmt::runtime(ui.tr("Loss {:.4g}")), answer.loss));
  if (is_unsettled(frame.training.now, answer.loss)) {
    ImGui::PushTextWrapPos(0);
    ui::caption(ui, ui.tr("Far above the loss of training: here batch normalization uses its running averages, which "
                          "have hardly begun; in training, the statistics of the batch."));
    ImGui::PopTextWrapPos();
    ui.mark("prediction.unsettled");
  }
  if (!std::isnan(answer.confidence)) {
    ui::caption(ui,
                fmt::format(fmt::runtime(ui.tr("confidence {}")), fmt::format("{:.1f} %", 100 * answer.confidence)));
  }
  const bool cross_entropy =
      frame.training.now.experiment && catalog::loss_traits(frame.training.now.experiment->loss.type).applies_softmax;
  ui::tooltip(ui, ui.tr("What it is → what the network says"),
              ui.tr("The loss is of this example alone; the confidence is the probability of the class it decided on."),
              cross_entropy ? "L = -log p(label)" : "");
}

void PredictionPanel::draw_example(Frame& frame, const ExampleReading& example) {
  ui::Ui& ui = frame.ui;
  const RunSnapshot& now = frame.training.now;
  const Answer& answer = example.answer;
  if (now.per_pixel) {
    say(frame, answer);
    draw_maps(frame, example);
    return;
  }
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float side = std::min({ui.px(180), room.x * 0.42f, room.y * 0.5f});
  const ImVec2 at = ImGui::GetCursorScreenPos();
  draw_sample(frame, *ImGui::GetWindowDrawList(), at, {side, side}, example.sample.values);
  ImGui::Dummy({side, side});
  ui.mark("prediction.picture");
  ImGui::SameLine(0, ui.px(12));
  ImGui::BeginGroup();
  say(frame, answer);
  ImGui::EndGroup();
  if (now.classes.empty()) {
    draw_numbers(frame, example);
  } else {
    class_bars(frame, example.output, answer.label);
  }
}

void PredictionPanel::draw_numbers(Frame& frame, const ExampleReading& example) {
  ui::Ui& ui = frame.ui;
  for (size_t k = 0; k < example.output.size(); ++k) {
    const double says = static_cast<double>(example.output[k]), is = static_cast<double>(example.target[k]);
    ui::caption(ui, ui.tr("network"));
    ImGui::SameLine(ui.px(90));
    ui::text(ui, plot::value_text(says), ui.theme.accent, ui.fonts.numeral);
    ui::caption(ui, ui.tr("target"));
    ImGui::SameLine(ui.px(90));
    ui::text(ui, plot::value_text(is), ui.theme.text, ui.fonts.numeral);
    ui::caption(ui, ui.tr("difference"));
    ImGui::SameLine(ui.px(90));
    ui::text(ui, plot::value_text(says - is), ui.theme.muted, ui.fonts.numeral);
  }
}

// The scene, what each pixel is, and what the network takes it for; and where the two differ.
void PredictionPanel::draw_maps(Frame& frame, const ExampleReading& example) {
  ui::Ui& ui = frame.ui;
  const plot::Style& style = ui.plots.style;
  const ExampleReading::Map& map = *example.map;
  const int rows = static_cast<int>(map.shape[0]), columns = static_cast<int>(map.shape[1]);
  const auto colors = [&](const std::vector<int>& classes) {
    std::vector<ImU32> all;
    for (const int k : classes) all.push_back(plot::class_color(style, k));
    return all;
  };
  std::vector<ImU32> wrong;
  for (size_t i = 0; i < map.labels.size(); ++i)
    wrong.push_back(map.labels[i] == map.decided[i] ? style.grid : style.series(1));
  const float legend = ui.px(54), line = ImGui::GetTextLineHeightWithSpacing();
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const int across = room.x > 2 * room.y ? 4 : 2, down = 4 / across;
  const float wide = room.x / static_cast<float>(across) - ui.px(8);
  const float high = (room.y - legend) / static_cast<float>(down) - line - ui.px(4);
  const float side = std::max(std::min(wide, high), ui.px(40));
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const std::string_view titles[] = {ui.tr("scene"), ui.tr("what it is"), ui.tr("what the network says"),
                                     ui.tr("wrong pixels")};
  for (int i = 0; i < 4; ++i) {
    const ImVec2 at{origin.x + static_cast<float>(i % across) * (wide + ui.px(8)),
                    origin.y + static_cast<float>(i / across) * (side + line + ui.px(4))};
    ImGui::SetCursorScreenPos(at);
    ui::caption(ui, titles[i]);
    const plot::Rect box{{at.x, at.y + line}, {at.x + side, at.y + line + side}};
    if (i == 0) {
      draw_sample(frame, list, box.min, {side, side}, example.sample.values);
    } else {
      plot::draw_picture(list, box, i == 1 ? colors(map.labels) : i == 2 ? colors(map.decided) : wrong, rows, columns);
    }
  }
  ImGui::SetCursorScreenPos({origin.x, origin.y + static_cast<float>(down) * (side + line + ui.px(4))});
  std::vector<bool> there(frame.training.now.classes.size());
  for (const auto* classes : {&map.labels, &map.decided})
    for (const int k : *classes) there[static_cast<size_t>(k)] = true;
  class_legend(frame, there);
  ui.mark("prediction.maps", fmt::format("{} classes", std::ranges::count(there, true)));
}

}  // namespace

PanelType prediction() {
  return {"prediction", "Prediction",
          "One example of the test set, or one of your own, and what the network makes of it.", 3,
          [] { return std::make_unique<PredictionPanel>(); }};
}

}  // namespace saddle::panels
