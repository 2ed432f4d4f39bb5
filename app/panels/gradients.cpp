#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "model/initialization.h"
#include "model/panel.h"
#include "panels/gradients/movement_lines.h"
#include "panels/signals/diagnosis.h"
#include "panels/signals/small_histogram.h"
#include "plot/bar.h"
#include "plot/colormap.h"
#include "plot/figure.h"
#include "plot/text.h"
#include "saddle/catalog.h"
#include "ui/flow.h"
#include "ui/widgets.h"

// How long each layer's gradient is and how far a step moves its weights; where that goes wrong, which layer, and why.
namespace saddle::panels {
namespace {

using namespace app;

class GradientsPanel final : public Panel {
 public:
  void draw(Frame& frame) override;

 private:
  void draw_diagnosis(Frame& frame, const Diagnosis& diagnosis);
  void draw_alarm(Frame& frame, const LossAlarm& alarm);
  void draw_magnitudes(Frame& frame, const Diagnosis& diagnosis);
  void draw_key(Frame& frame) const;
  void draw_figure(Frame& frame, bool ratio, ImVec2 size, bool keyed) const;

  bool many() const { return lines_.layers().size() > 8; }

  MovementLines lines_;
};

// Many layers are told apart by their depth: from dark to light, first (0) to last (1).
ImU32 depth_color(double depth) { return plot::sample(plot::Colormap::viridis, 0.15 + 0.8 * depth); }

void set_rate(Frame& frame, double rate) {
  Choice& optimizer = frame.draft.experiment.optimizer;
  const Table& rows = catalog::get(catalog::optimizers(), optimizer.type, "optimizer").properties;
  set(optimizer.properties, *find(rows, "learning_rate"), rate);
}

void GradientsPanel::draw(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const RunSnapshot& now = frame.training.now;
  const Probe updates{.type = "updates"};
  frame.training.watch(updates);  // more often than with the evaluations
  lines_.follow(now.history(updates));
  const Reading* reading = frame.training.watch({.type = "signals"});
  const auto* signals = content_of<SignalsReading>(reading);
  if (now.diagnosis) {
    draw_diagnosis(frame, *now.diagnosis);
    draw_magnitudes(frame, *now.diagnosis);
    return;
  }
  if (now.alarm) draw_alarm(frame, *now.alarm);
  // The alarm says the same more urgently: below it, without room for both, there is no second sentence.
  const bool room_for_verdict = !now.alarm || ImGui::GetContentRegionAvail().y > ui.px(260);
  if (room_for_verdict && signals && !signals->layers.empty()) show(ui, "gradients.verdict", *reading, now);
  const bool keyed = many() || ImGui::GetContentRegionAvail().y < ui.px(300);
  if (keyed) draw_key(frame);
  // What is lower than this cannot be read; one scrolls to it instead.
  const ImVec2 left = ImGui::GetContentRegionAvail(), room{left.x, std::max(left.y, ui.px(130))};
  const bool wide = room.x > 1.6f * room.y;
  const float gap = ImGui::GetStyle().ItemSpacing.x;
  const ImVec2 half = wide ? ImVec2{std::floor((room.x - gap) / 2), room.y}
                           : ImVec2{room.x, std::floor((room.y - ImGui::GetStyle().ItemSpacing.y) / 2)};
  draw_figure(frame, false, half, keyed);
  if (wide) ImGui::SameLine();
  draw_figure(frame, true, half, keyed);
}

// Which line is which layer's, where figures are too low to say it or the layers too many: by name, or by depth.
void GradientsPanel::draw_key(Frame& frame) const {
  ui::Ui& ui = frame.ui;
  const auto& layers = lines_.layers();
  if (layers.empty()) return;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float line = plot::font_size(ui.fonts.caption), dash = ui.px(18);
  ui::Flow flow(ui, ui.px(10));
  const auto name = [&](const std::string& text) { ui::caption(ui, text); };
  if (many()) {
    name(layers.front().name);
    ImGui::SameLine(0, ui.px(6));
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float width = ui.px(120);
    for (int i = 0; i < 40; ++i) {
      const float left = corner.x + width * static_cast<float>(i) / 40,
                  right = corner.x + width * static_cast<float>(i + 1) / 40;
      list.AddRectFilled({left, corner.y + line * 0.35f}, {right, corner.y + line * 0.65f}, depth_color(i / 39.0));
    }
    ImGui::Dummy({width, line});
    ImGui::SameLine(0, ui.px(6));
    name(layers.back().name);
  } else {
    for (size_t i = 0; i < layers.size(); ++i) {
      flow.place(dash + ui.px(4) + plot::text_size(layers[i].name, {.font = ui.fonts.caption}).x);
      ImGui::BeginGroup();
      const ImVec2 corner = ImGui::GetCursorScreenPos();
      const ImU32 color = ui.theme.plot.series(static_cast<int>(i));
      list.AddRectFilled({corner.x, corner.y + line * 0.42f}, {corner.x + dash, corner.y + line * 0.58f}, color);
      ImGui::Dummy({dash, line});
      ImGui::SameLine(0, ui.px(4));
      name(layers[i].name);
      ImGui::EndGroup();
    }
  }
  ui.mark("gradients.key", layers.front().name + " … " + layers.back().name);
}

void GradientsPanel::draw_figure(Frame& frame, bool ratio, ImVec2 size, bool keyed) const {
  ui::Ui& ui = frame.ui;
  const auto& layers = lines_.layers();
  plot::Figure figure(ui.plots,
                      ratio ? ui::labeled(ui.tr("Update / weights"), "ratio")
                            : ui::labeled(ui.tr("Length of the gradient"), "gradient"),
                      {.x_label = ui.tr("step"),
                       .y_label = ratio ? std::string_view("|ΔW| / |W|") : std::string_view("|∂L/∂W|"),
                       .y_scale = plot::Scale::log,
                       .x_format = plot::Format::integer,
                       .size = size,
                       .stack = size.x == ImGui::GetContentRegionAvail().x ? "gradients" : "",
                       .empty = frame.training.now.steps > 0 ? ui.tr("It appears with the next step")
                                : ratio ? ui.tr("Press Train: how far a step moves each layer's weights appears here")
                                        : ui.tr("Press Train: each layer's gradient appears here"),
                       .legend = keyed ? plot::Controls::hidden : plot::Controls::shown});
  if (ratio) figure.horizontal_band({3e-4, 3e-3}, ui.tr("healthy: about 1/1000"), ui.theme.good);
  size_t points = 0;
  for (size_t i = 0; i < layers.size(); ++i) {
    const auto& line = ratio ? layers[i].ratio : layers[i].gradient;
    points += line.size();
    if (line.empty()) continue;
    plot::LineOptions options{.marker = plot::Marker::none};
    if (many()) options.color = depth_color(static_cast<double>(i) / static_cast<double>(layers.size() - 1));
    figure.line(ui::labeled(layers[i].name, layers[i].name), plot::series(line), options);
  }
  figure.draw();
  ui.mark(ratio ? "gradients.ratio" : "gradients.length", fmt::format("{} layers, {} points", layers.size(), points));
}

void GradientsPanel::draw_diagnosis(Frame& frame, const Diagnosis& found) {
  ui::Ui& ui = frame.ui;
  const auto say = [](std::string_view translated, const auto&... values) {
    return fmt::format(fmt::runtime(translated), values...);
  };
  std::string text =
      found.node.empty()
          ? say(ui.tr("Step {} did not give a number: the outputs were too large for the loss."), found.step)
      : found.in_gradient
          ? say(ui.tr("Step {} did not give a number: on the way back, the gradient at {} was the first to leave the "
                      "range of floats."),
                found.step, found.node)
          : say(ui.tr("Step {} did not give a number: the output of {} was the first to leave the range of floats."),
                found.step, found.node);
  std::string action;
  switch (found.cause) {
    case Diagnosis::Cause::data:
      text += " " + std::string(ui.tr("The samples themselves contain values that are not finite."));
      break;
    case Diagnosis::Cause::start:
      text += " " + std::string(ui.tr("No step has been made yet, so the first weights are too large."));
      action = ui.tr("Begin with He");
      break;
    case Diagnosis::Cause::training:
      text +=
          " " +
          say(ui.tr("Likely cause: the learning rate of {} is too large. Each step overshoots, the next gradient is "
                    "larger, and so on."),
              to_text(found.learning_rate));
      if (found.good_step >= 0)
        action = say(ui.tr("Go on from step {} at a rate of {}"), found.good_step, to_text(found.suggested_rate));
      break;
  }
  if (!ui::notice(ui, "gradients.diagnosis", ui::Tone::error, text, action)) return;
  if (found.cause == Diagnosis::Cause::start) {
    set_init(frame.draft.experiment, "he");
    frame.training.send(
        command::Start{.experiment = frame.draft.experiment, .data_directory = frame.data_directory, .run = true});
    return;
  }
  set_rate(frame, found.suggested_rate);
  frame.training.send(command::Tune{"optimizer.learning_rate", found.suggested_rate});
  frame.training.send(command::Run{});
}

// The loss is a number still, but no good one: the same way back.
void GradientsPanel::draw_alarm(Frame& frame, const LossAlarm& alarm) {
  ui::Ui& ui = frame.ui;
  const bool back = alarm.kind == LossAlarm::Kind::grown && alarm.good_step >= 0;
  const std::string action = back ? fmt::format(fmt::runtime(ui.tr("Go on from step {} at a rate of {}")),
                                                alarm.good_step, to_text(alarm.suggested_rate))
                                  : std::string();
  const ui::Tone tone = alarm.kind == LossAlarm::Kind::grown ? ui::Tone::error : ui::Tone::warning;
  if (!ui::notice(ui, "gradients.alarm", tone, ui.language(alarm.issue), action)) return;
  set_rate(frame, alarm.suggested_rate);
  frame.training.send(command::GoBack{alarm.suggested_rate});
  frame.training.send(command::Run{});
}

// The largest number of each layer, as bars on a scale of powers of ten.
void GradientsPanel::draw_magnitudes(Frame& frame, const Diagnosis& found) {
  ui::Ui& ui = frame.ui;
  ui::caption(ui, ui.tr("Largest output and largest weight of each layer in that step, in powers of ten"));
  ImGui::BeginChild("###magnitudes", {0, 0}, false);
  const float row = ui.px(22), name = ui.px(120), number = ui.px(74), width = ImGui::GetContentRegionAvail().x;
  const float line = plot::font_size(ui.fonts.body), bar = std::max(ui.px(20), (width - name) / 2 - number - ui.px(8));
  const plot::Pencil words{.font = ui.fonts.body}, digits{.font = ui.fonts.body, .writing = plot::Writing::numbers};
  const double most = std::log10(std::numeric_limits<float>::max());
  ImDrawList& list = *ImGui::GetWindowDrawList();
  for (const auto& layer : found.layers) {
    const ImVec2 p = ImGui::GetCursorScreenPos();
    const bool culprit = layer.name == found.node;
    plot::draw_text(list, {p.x, p.y + (row - line) / 2}, culprit ? ui.theme.error : ui.theme.text,
                    plot::shortened(layer.name, name - ui.px(6), words), words);
    float x = p.x + name;
    for (const auto& [value, color] :
         {std::pair{layer.output, ui.theme.plot.series(0)}, {layer.weight, ui.theme.plot.series(1)}}) {
      const double power = value > 0 ? std::clamp(std::log10(value) / most, 0.0, 1.0) : 0;
      plot::draw_bar(list, {{x, p.y + row * 0.25f}, {x + bar, p.y + row * 0.75f}},
                     std::isnan(value) ? NAN : static_cast<float>(power), std::isinf(value) ? ui.theme.error : color,
                     {.track = ui.theme.field, .rounding = ui.px(2), .least = ui.px(2)});
      const std::string text = std::isinf(value) ? "∞" : short_number(value);
      plot::draw_text(list, {x + bar + ui.px(6), p.y + (row - line) / 2},
                      std::isinf(value) ? ui.theme.error : ui.theme.text, text, digits);
      x += bar + number + ui.px(8);
    }
    ImGui::Dummy({width, row});
    ui.mark("gradients.magnitude." + layer.name, std::isinf(layer.output) ? "infinite" : short_number(layer.output));
  }
  ImGui::EndChild();
}

}  // namespace

PanelType gradients() {
  return {"gradients", "Gradients", "How long each layer's gradient is, and how far a step moves its weights.", 4,
          [] { return std::make_unique<GradientsPanel>(); }};
}

}  // namespace saddle::panels
