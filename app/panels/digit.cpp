#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "model/panel.h"
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

class DigitPanel final : public Panel {
 public:
  void draw(Frame& frame) override;
  bool idle(const Frame& frame) const override { return frame.training.now.sample.rank() > 0 && !suits(frame); }
  bool suits(const Frame& frame) const override { return frame.training.now.sample == Shape{1, 28, 28}; }

 private:
  void draw_drawing(Frame& frame, float highest);
  void draw_canvas(Frame& frame, float highest);
  void draw_preview(Frame& frame);
  Answered ask_shipped(Frame& frame) const;
  Answered ask_training(Frame& frame) const;
  void draw_probabilities(Frame& frame);
  void rasterize(const Drawing& drawing);

  uint64_t rasterized_ = 0;  // the version of the drawing that digit_ is of
  bool drawing_ = false;
  double pen_ = 0.075;              // width, in units of the canvas's side
  std::string source_ = "shipped";  // or "training"
  std::shared_ptr<const std::vector<float>> digit_ = std::make_shared<const std::vector<float>>(28 * 28, 0.0f);
  std::vector<float> shown_;  // probabilities, on their way to the newest
};

// The canvas as the network's preprocessing gets it.
constexpr int resolution = 224;
// Mouse positions closer than this, in units of the canvas's side, are one.
constexpr float nearest = 0.004f;

float distance_to_segment(ImVec2 p, ImVec2 a, ImVec2 b) {
  const float dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
  const float t = length > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length, 0.0f, 1.0f) : 0;
  return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

// Corners cut twice (Chaikin, 1974): a mouse that jumps still draws a round line.
std::vector<ImVec2> smoothed(std::vector<ImVec2> points) {
  for (int pass = 0; pass < 2 && points.size() > 2; ++pass) {
    std::vector<ImVec2> finer = {points.front()};
    for (size_t i = 0; i + 1 < points.size(); ++i) {
      const ImVec2 a = points[i], b = points[i + 1];
      finer.push_back({a.x * 0.75f + b.x * 0.25f, a.y * 0.75f + b.y * 0.25f});
      finer.push_back({a.x * 0.25f + b.x * 0.75f, a.y * 0.25f + b.y * 0.75f});
    }
    finer.push_back(points.back());
    points = std::move(finer);
  }
  return points;
}

void DigitPanel::draw(Frame& frame) {
  ui::Ui& ui = frame.ui;
  rasterize(frame.focus.canvas);
  frame.focus.drawn = frame.focus.canvas.strokes.empty() ? nullptr : digit_;
  const ImVec2 room = ImGui::GetContentRegionAvail();
  if (room.x < 1.4f * room.y) {
    draw_drawing(frame, std::max(ui.px(120), room.y * 0.4f));
    draw_probabilities(frame);
    return;
  }
  // In a wide pane the answer stands beside the drawing.
  const float below = ImGui::GetFrameHeightWithSpacing() + ui.px(72), left = std::max(ui.px(220), room.y - below);
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
  ui::Ui& ui = frame.ui;
  draw_canvas(frame, highest);
  Drawing& canvas = frame.focus.canvas;
  const bool empty = canvas.strokes.empty();
  const float half = (ImGui::GetContentRegionAvail().x - ImGui::GetStyle().ItemSpacing.x) / 2;
  if (ui::button(ui, "digit.undo", ui.tr("Undo stroke"), {.size = {half, 0}, .enabled = !empty})) {
    canvas.strokes.pop_back();
    ++canvas.version;
  }
  ImGui::SameLine();
  if (ui::button(ui, "digit.clear", ui.tr("Clear"), {.size = {half, 0}, .enabled = !empty})) {
    canvas.strokes.clear();
    ++canvas.version;
  }
  rasterize(canvas);
  draw_preview(frame);
}

void DigitPanel::draw_canvas(Frame& frame, float highest) {
  ui::Ui& ui = frame.ui;
  Drawing& canvas = frame.focus.canvas;
  const float side = std::min(ImGui::GetContentRegionAvail().x, highest);
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + (ImGui::GetContentRegionAvail().x - side) / 2);
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  ImGui::InvisibleButton("###canvas", {side, side});
  ui.mark("digit.canvas", fmt::format("{} strokes", canvas.strokes.size()));
  const auto on_canvas = [&](ImVec2 mouse) { return ImVec2{(mouse.x - corner.x) / side, (mouse.y - corner.y) / side}; };
  if (ImGui::IsItemActivated()) {
    canvas.strokes.push_back({on_canvas(ImGui::GetIO().MousePos)});
    ++canvas.version;
    drawing_ = true;
  } else if (drawing_ && ImGui::IsItemActive() && !canvas.strokes.empty()) {
    std::vector<ImVec2>& stroke = canvas.strokes.back();
    const size_t before = stroke.size();
    const auto add = [&](ImVec2 mouse) {
      const ImVec2 at = on_canvas(mouse);
      if (std::hypot(at.x - stroke.back().x, at.y - stroke.back().y) > nearest) stroke.push_back(at);
    };
    for (const ImVec2 passed : ui.trail) add(passed);
    add(ImGui::GetIO().MousePos);
    if (stroke.size() > before) ++canvas.version;
  } else {
    drawing_ = false;
  }
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 end{corner.x + side, corner.y + side};
  list.AddRectFilled(corner, end, ui.theme.window, ui.px(8));
  list.AddRect(corner, end, ImGui::IsItemHovered() ? ui.theme.accent : ui.theme.border, ui.px(8), 0, ui.px(1.5f));
  list.PushClipRect(corner, end, true);
  const float radius = static_cast<float>(pen_) * side / 2;
  for (const std::vector<ImVec2>& stroke : canvas.strokes) {
    std::vector<ImVec2> line = smoothed(stroke);
    for (ImVec2& p : line) p = {corner.x + p.x * side, corner.y + p.y * side};
    // Piece by piece: a polyline's joints grow spikes where a stroke turns sharply.
    for (size_t i = 0; i < line.size(); ++i) {
      if (i > 0) list.AddLine(line[i - 1], line[i], ui.theme.text, 2 * radius);
      list.AddCircleFilled(line[i], radius, ui.theme.text);
    }
  }
  list.PopClipRect();
  if (canvas.strokes.empty()) {
    const std::string_view hint = ui.tr("Draw here with the mouse");
    const float room = side - ui.px(16);
    const ImVec2 size = ImGui::CalcTextSize(hint.data(), hint.data() + hint.size(), false, room);
    list.AddText(ImGui::GetFont(), ImGui::GetFontSize(),
                 {corner.x + (side - size.x) / 2, corner.y + (side - size.y) / 2}, ui.theme.muted, hint.data(),
                 hint.data() + hint.size(), room);
    ui.marks.insert_or_assign(
        "digit.hint", ui::Mark{corner.x + (side - size.x) / 2, corner.y + (side - size.y) / 2,
                               corner.x + (side + size.x) / 2, corner.y + (side + size.y) / 2, std::string(hint)});
  }
}

// Where the drawing has changed since.
void DigitPanel::rasterize(const Drawing& drawing) {
  if (drawing.version == rasterized_) return;
  rasterized_ = drawing.version;
  Picture canvas{.width = resolution, .height = resolution, .ink = std::vector<float>(resolution * resolution, 0.0f)};
  const float radius = static_cast<float>(pen_) * resolution / 2;
  for (const std::vector<ImVec2>& stroke : drawing.strokes) {
    const std::vector<ImVec2> line = smoothed(stroke);
    for (size_t i = 0; i < line.size(); ++i) {
      const ImVec2 a{line[i].x * resolution, line[i].y * resolution}, last = line[std::min(i + 1, line.size() - 1)];
      const ImVec2 b{last.x * resolution, last.y * resolution};
      const auto from = [&](float low) { return std::clamp(static_cast<int>(low - radius - 1), 0, resolution); };
      const auto to = [&](float high) { return std::clamp(static_cast<int>(high + radius + 2), 0, resolution); };
      for (int y = from(std::min(a.y, b.y)); y < to(std::max(a.y, b.y)); ++y) {
        for (int x = from(std::min(a.x, b.x)); x < to(std::max(a.x, b.x)); ++x) {
          const float inside =
              radius + 0.5f - distance_to_segment({static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f}, a, b);
          float& ink = canvas.ink[static_cast<size_t>(y * resolution + x)];
          ink = std::max(ink, std::clamp(inside, 0.0f, 1.0f));
        }
      }
    }
  }
  const auto digit = mnist_form(canvas);
  digit_ = std::make_shared<const std::vector<float>>(digit.begin(), digit.end());
}

void DigitPanel::draw_preview(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const float side = ui.px(62), gap = ui.px(12);
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
      ui.tr("The drawing, prepared as MNIST was: scaled to 20 x 20 pixels and centered by its mass in 28 x 28."));
  ImGui::SameLine(0, gap);
  ImGui::BeginGroup();
  ui::caption(ui, ui.tr("Answered by"));
  const ui::Option sources[] = {
      {"shipped", std::string(ui.tr("the model that ships")), std::string(ui.tr("Trained beforehand on MNIST."))},
      {"training", std::string(ui.tr("the network in training")), std::string(ui.tr("As it is at this very step."))}};
  if (ui::combo(ui, "digit.source", source_, sources)) shown_.clear();
  ImGui::EndGroup();
}

Answered DigitPanel::ask_shipped(Frame& frame) const {
  const std::shared_ptr<const Model>& model = frame.reader.now.model;
  if (!model) return {};
  Answered answered{
      .built = true, .fits = model->sample().shape == Shape{1, 28, 28}, .classes = model->sample().classes};
  if (answered.fits && !frame.focus.canvas.strokes.empty()) answered.probabilities = frame.reader.ask(digit_);
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
  if (!answered.fits || frame.focus.canvas.strokes.empty()) return answered;
  const Reading* reading = feed.watch({.type = "prediction", .node = {}, .input = digit_});
  if (const auto* prediction = content_of<PredictionReading>(reading)) answered.probabilities = &prediction->outputs;
  return answered;
}

void DigitPanel::draw_probabilities(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const Answered answered = source_ == "shipped" ? ask_shipped(frame) : ask_training(frame);
  if (!answered.fits) {
    ui::caption(
        ui, ui.tr(answered.built ? "This network does not read 28 x 28 pictures." : "The network is not built yet."));
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
  const bool nothing = frame.focus.canvas.strokes.empty();
  if (answered.probabilities) shown_ = *answered.probabilities;
  if (nothing || shown_.size() != classes.size()) shown_.assign(classes.size(), 0.0f);
  const auto best = static_cast<size_t>(std::max_element(shown_.begin(), shown_.end()) - shown_.begin());
  const float left = ImGui::GetContentRegionAvail().y,
              row = std::clamp(left / static_cast<float>(std::max<size_t>(classes.size(), 1)), ui.px(18), ui.px(27));
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
                   top ? ui.theme.accent : ui.theme.muted,
                   {.track = ui.theme.field, .rounding = ui.px(3), .least = ui.px(2)});
    const std::string percent = nothing ? "" : fmt::format("{:.1f} %", 100 * shown_[i]);
    const float wide = font->CalcTextSizeA(size, FLT_MAX, 0, percent.c_str()).x;
    list.AddText(font, size, {p.x + width - wide, p.y + (row - size) / 2}, top ? ui.theme.text : ui.theme.muted,
                 percent.c_str());
  }
  ImGui::Dummy({width, row * static_cast<float>(classes.size())});
  ui.mark("digit.prediction",
          nothing || shown_[best] <= 0 ? "" : fmt::format("{} {:.3f}", classes[best], shown_[best]));
}

}  // namespace

PanelType digit() {
  return {"digit", "Draw a digit", "Write a digit with the mouse, and see what the network makes of it.", 2,
          [] { return std::make_unique<DigitPanel>(); }};
}

}  // namespace saddle::panels
