#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "model/panel.h"
#include "panels/digit/canvas.h"
#include "panels/digit/judging.h"
#include "panels/digit/raster.h"
#include "plot/bar.h"
#include "plot/text.h"
#include "saddle/canvas.h"
#include "saddle/catalog.h"
#include "ui/widgets.h"

// Draw a digit, and see what the network thinks.
namespace saddle::panels {
namespace {

using namespace app;

// What whoever answers says of the drawing.
struct Answered {
  bool built = false;  // there is a network
  bool fits = false;   // that reads such pictures
  bool loading = false;
  std::vector<std::string> classes = {};
  const std::vector<float>* probabilities = nullptr;  // null: none yet
};

constexpr float preview_side = 62, least_row = 18, least_wide = 380;  // at a scale of 1

bool reads_digits(const RunSnapshot& now) { return now.sample == Shape{1, 28, 28}; }

class DigitPanel final : public Panel {
 public:
  void connect(const LabServices& services) override { judging_.connect(services); }
  bool pump() override { return judging_.pump(); }
  bool waiting() const override { return judging_.waiting(); }
  void draw(Frame& frame) override;
  bool idle(const Frame& frame) const override { return frame.training.now.sample.rank() > 0 && !suits(frame); }
  bool suits(const Frame& frame) const override { return reads_digits(frame.training.now); }

 private:
  void draw_drawing(Frame& frame, float highest);
  void draw_preview(Frame& frame);
  Answered ask_shipped(Frame& frame) const;
  Answered ask_training(Frame& frame) const;
  void draw_probabilities(Frame& frame);
  void read(const Drawing& drawing);

  Canvas canvas_;
  Judging judging_;
  bool refused_ = false;            // it is no digit
  Drawing read_;                    // what digit_ is of
  std::string source_ = "shipped";  // or "training"
  std::shared_ptr<const std::vector<float>> digit_ = std::make_shared<const std::vector<float>>(28 * 28, 0.0f);
  std::vector<float> shown_;  // probabilities, on their way to the newest
};

void DigitPanel::draw(Frame& frame) {
  ui::Ui& ui = frame.ui;
  read(frame.focus.canvas);
  if (reads_digits(frame.training.now)) frame.focus.drawn = frame.focus.canvas.empty() ? nullptr : digit_;
  const ImVec2 room = ImGui::GetContentRegionAvail();
  if (room.x < std::max(1.4f * room.y, ui.px(least_wide))) {
    // As large as leaves every answer in sight.
    const float answers = static_cast<float>(std::max<size_t>(shown_.size(), 10)) * ui.px(least_row),
                below = Canvas::tools_height() + ui.px(preview_side) + 2 * ImGui::GetStyle().ItemSpacing.y + answers;
    draw_drawing(frame, std::clamp(room.y - below, ui.px(120), std::max(ui.px(120), room.y * 0.4f)));
    draw_probabilities(frame);
    return;
  }
  // In a wide pane the answer stands beside the drawing.
  const float below = Canvas::tools_height() + ui.px(72), left = std::max(ui.px(220), room.y - below);
  ImGui::BeginChild("###drawing", {left, 0});
  draw_drawing(frame, std::max(ui.px(120), room.y - below));
  ImGui::EndChild();
  ImGui::SameLine(0, ui.px(16));
  ImGui::BeginChild("###answer", {0, 0});
  draw_probabilities(frame);
  ImGui::EndChild();
}

// The canvas, at most so high, and what belongs to it.
void DigitPanel::draw_drawing(Frame& frame, float highest) {
  canvas_.draw(frame, highest);
  read(frame.focus.canvas);
  const Judging::Judged* const judged = judging_.update(frame);
  refused_ = judged && !judged->judgement.is_digit();
  if (judged) draw_judgement(frame, *judged);
  draw_preview(frame);
}

// Where the drawing has changed since.
void DigitPanel::read(const Drawing& drawing) {
  if (drawing == read_) return;
  read_ = drawing;
  const auto digit = mnist_form(rasterize(drawing));
  digit_ = std::make_shared<const std::vector<float>>(digit.begin(), digit.end());
}

void DigitPanel::draw_preview(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const float side = ui.px(preview_side), gap = ui.px(12);
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float pixel = side / 28;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(corner, {corner.x + side, corner.y + side}, IM_COL32_BLACK, ui.px(4));
  for (int i = 0; i < 28 * 28; ++i) {
    const int gray = static_cast<int>(255 * (*digit_)[static_cast<size_t>(i)]);
    if (gray == 0) continue;
    const ImVec2 p{corner.x + static_cast<float>(i % 28) * pixel, corner.y + static_cast<float>(i / 28) * pixel};
    list.AddRectFilled(p, {p.x + pixel, p.y + pixel}, IM_COL32(gray, gray, gray, 255));
  }
  ImGui::Dummy({side, side});
  ui.mark("digit.preview");
  ui::tooltip(
      ui, ui.tr("What the network sees"),
      ui.tr("The drawing, prepared as MNIST was: scaled to 20 × 20 pixels and centered by its mass in 28 × 28."));
  ImGui::SameLine(0, gap);
  ImGui::BeginGroup();
  ui::caption(ui, ui.tr("Answered by"));
  // Not over the bars, where it would hide some of them.
  ui::tooltip(
      ui, ui.tr("It knows these classes alone"),
      ui.tr("Whatever is drawn, even a dot, a letter or two digits, it names one of them, and often with "
            "confidence: the probabilities always sum to 1. So a second, small network, which learned digits and "
            "what is none, says first whether this looks like a digit; below a likeness of 15 % it is refused."));
  const ui::Option sources[] = {
      {"shipped", std::string(ui.tr("shipped model")), std::string(ui.tr("Trained beforehand on MNIST."))},
      {"training", std::string(ui.tr("this network")),
       std::string(ui.tr("The network in training, as it is at this very step."))}};
  if (ui::combo(ui, "digit.source", source_, sources)) shown_.clear();
  ImGui::EndGroup();
}

Answered DigitPanel::ask_shipped(Frame& frame) const {
  const std::shared_ptr<const Model>& model = frame.reader.now.model;
  if (!model) return {};
  Answered answered{
      .built = true, .fits = model->sample().shape == Shape{1, 28, 28}, .classes = model->sample().classes};
  if (answered.fits && !frame.focus.canvas.empty()) answered.probabilities = frame.reader.ask(digit_);
  return answered;
}

Answered DigitPanel::ask_training(Frame& frame) const {
  Feed& feed = frame.training;
  if (!feed.now.experiment) return {};
  Answered answered{
      .built = true,
      .fits = catalog::sample_info(feed.now.experiment->data, frame.data_directory).shape == Shape{1, 28, 28},
      .loading = feed.now.status == Status::loading,
      .classes = feed.now.classes};
  if (!answered.fits || frame.focus.canvas.empty()) return answered;
  const Reading* reading = feed.watch({.type = "prediction", .node = {}, .input = digit_});
  if (const auto* prediction = content_of<PredictionReading>(reading)) answered.probabilities = &prediction->outputs;
  return answered;
}

void DigitPanel::draw_probabilities(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const Answered answered = source_ == "shipped" ? ask_shipped(frame) : ask_training(frame);
  if (!answered.fits) {
    ui::caption(
        ui, ui.tr(answered.built ? "This network does not read 28 × 28 pictures." : "The network is not built yet."));
    if (answered.built && ui::button(ui, "digit.shipped", ui.tr("Ask the model that ships"))) source_ = "shipped";
    return;
  }
  const auto& classes = answered.classes;
  // None are known while data load, and regression has none.
  if (classes.empty()) {
    shown_.clear();
    ui::caption(ui, ui.tr(answered.loading ? "The data are loading." : "This network does not tell classes apart."));
    return;
  }
  if (answered.probabilities) shown_ = *answered.probabilities;
  if (frame.focus.canvas.empty() || shown_.size() != classes.size()) shown_.assign(classes.size(), 0.0f);
  const auto best = static_cast<size_t>(std::max_element(shown_.begin(), shown_.end()) - shown_.begin());
  const float left = ImGui::GetContentRegionAvail().y,
              row = std::clamp(left / static_cast<float>(std::max<size_t>(classes.size(), 1)), ui.px(least_row),
                               ui.px(27));
  float names = ui.px(18);
  for (const std::string& name : classes) names = std::max(names, ImGui::CalcTextSize(name.c_str()).x + ui.px(8));
  const float width = ImGui::GetContentRegionAvail().x, number = ui.px(52);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 start = ImGui::GetCursorScreenPos();
  for (size_t i = 0; i < classes.size(); ++i) {
    const bool top = i == best && shown_[i] > 0;
    const ImVec2 p{start.x, start.y + static_cast<float>(i) * row};
    const float high = row * 0.62f, y = p.y + (row - high) / 2, bar = width - names - number;
    ImFont* font = top ? ui.fonts.strong : ui.fonts.body;
    const float size = plot::font_size(font);
    list.AddText(font, size, {p.x, p.y + (row - size) / 2}, top ? ui.theme.text : ui.theme.muted, classes[i].c_str());
    plot::draw_bar(list, {{p.x + names, y}, {p.x + names + bar, y + high}}, shown_[i] > 0.002f ? shown_[i] : NAN,
                   top && !refused_ ? ui.theme.accent : ui.theme.muted,
                   {.track = ui.theme.field, .rounding = ui.px(3), .least = ui.px(2)});
    const std::string percent = frame.focus.canvas.empty() ? "" : fmt::format("{:.1f} %", 100 * shown_[i]);
    const float wide = font->CalcTextSizeA(size, FLT_MAX, 0, percent.c_str()).x;
    list.AddText(font, size, {p.x + width - wide, p.y + (row - size) / 2}, top ? ui.theme.text : ui.theme.muted,
                 percent.c_str());
  }
  ImGui::Dummy({width, row * static_cast<float>(classes.size())});
  ui.mark("digit.prediction",
          frame.focus.canvas.empty() || shown_[best] <= 0 ? "" : fmt::format("{} {:.3f}", classes[best], shown_[best]));
}

}  // namespace

PanelType digit() {
  return {"digit", "Draw a digit", "Write a digit with the mouse, and see what the network makes of it.", 2,
          [] { return std::make_unique<DigitPanel>(); }};
}

}  // namespace saddle::panels
