#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "model/panel.h"
#include "panels/feature_maps/filter_product.h"
#include "panels/network/layer_choice.h"
#include "plot/image_grid.h"
#include "plot/text.h"
#include "saddle/plan.h"
#include "saddle/traits.h"
#include "ui/flow.h"
#include "ui/widgets.h"

// What one picture becomes in every layer. Pointing at a pixel of a map shows what it sees of the picture, and how a
// convolution makes its value.
namespace saddle::panels {
namespace {

using namespace app;

struct Pointed {
  int map = -1, row = 0, column = 0;
  double value = 0;
};

class FeatureMapsPanel final : public Panel {
 public:
  void draw(Frame& frame) override;

 private:
  void draw_controls(Frame& frame, const std::vector<std::string>& layers);
  void draw_picture(Frame& frame, const FeatureMapsReading& reading, const Plan::Step* step, const std::string& layer);
  void draw_product(Frame& frame, const FeatureMapsReading& reading, const Plan::Step& step,
                    const std::string& layer) const;
  void draw_all(Frame& frame, const FeatureMapsReading& reading, const std::vector<std::string>& layers);
  void draw_one(Frame& frame, const FeatureMapsReading& reading, int64_t step, const std::string& layer);

  bool every_ = true;
  std::optional<Pointed> pointed_;  // in the frame before
};

Probe probe_of(const Frame& frame) {
  Probe probe{.type = "feature_maps"};
  if (frame.focus.drawing && frame.focus.drawn) {
    probe.input = frame.focus.drawn;
  } else {
    probe.options["sample"] = static_cast<int>(frame.focus.example);
  }
  return probe;
}

const Plan::Step* step_named(const Plan& plan, const std::vector<Node>& network, const std::string& name) {
  const auto names = names_of(network);
  const auto found = std::ranges::find(names, name);
  return found == names.end() ? nullptr : plan.step_of(NodeIndex(found - names.begin()));
}

void FeatureMapsPanel::draw(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const RunSnapshot& now = frame.training.now;
  frame.focus.example = std::clamp<int64_t>(frame.focus.example, 0, std::max<int64_t>(now.test_samples - 1, 0));
  const Reading* reading = now.test_samples > 0 ? frame.training.watch(probe_of(frame)) : nullptr;
  std::vector<std::string> layers;
  const auto* maps = content_of<FeatureMapsReading>(reading);
  if (maps) {
    for (const auto& [name, output] : maps->layers) {
      if (output.shape.rank() == 3) layers.push_back(name);
    }
  }
  draw_controls(frame, layers);
  if (layers.empty() || !now.experiment) {
    ui::caption(ui, ui.tr(!reading ? "They appear when the network is built."
                          : !maps  ? "The drawing does not fit this network."
                                   : "No layer of this network gives pictures."));
    ui.mark("feature_maps", "none");
    return;
  }
  const std::string layer = chosen(frame, layers);
  const Plan planned = plan(now.experiment->network, maps->picture.shape);
  const Plan::Step* step = every_ ? nullptr : step_named(planned, now.experiment->network, layer);
  // Without room beside it, the maps stand below the picture.
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const bool below = room.x < ui.px(360);
  ImGui::BeginChild("###picture", below ? ImVec2{0, std::min(ui.px(170), room.y * 0.4f)} : ImVec2{ui.px(158), 0},
                    false);
  draw_picture(frame, *maps, step, layer);
  ImGui::EndChild();
  if (!below) ImGui::SameLine();
  ImGui::BeginChild("###maps", {0, 0}, false);
  every_ ? draw_all(frame, *maps, layers) : draw_one(frame, *maps, reading->step, layer);
  ImGui::EndChild();
}

void FeatureMapsPanel::draw_controls(Frame& frame, const std::vector<std::string>& layers) {
  ui::Ui& ui = frame.ui;
  std::vector<ui::Option> options = {{"every layer", std::string(ui.tr("Every layer"))}};
  for (const std::string& layer : layers) options.push_back({layer, layer});
  std::string choice = every_ ? std::string("every layer") : chosen(frame, layers);
  ui::Flow flow(ui, ui.px(12));
  const float list = std::min(ui::combo_width(options), ImGui::GetContentRegionAvail().x), gap = ui.px(6);
  const auto caption_width = [&](std::string_view words) {
    return plot::text_size(words, {.font = ui.fonts.caption}).x + gap;
  };
  flow.place(list);
  if (ui::combo(ui, "feature_maps.layer", choice, options, list)) {
    every_ = choice == "every layer";
    if (!every_) frame.focus.node = choice;
    pointed_.reset();
  }
  flow.place(caption_width(ui.tr("Test picture")) + ui.px(70));
  ImGui::AlignTextToFramePadding();
  ui::caption(ui, ui.tr("Test picture"));
  ImGui::SameLine(0, gap);
  int example = static_cast<int>(frame.focus.example);
  if (ui::number(ui, "feature_maps.example", example,
                 {.min = 0,
                  .max = std::max(0.0, static_cast<double>(frame.training.now.test_samples - 1)),
                  .width = ui.px(70)})) {
    frame.focus.example = example;
    frame.focus.drawing = false;
  }
  if (!frame.focus.drawn) return;
  flow.place(ImGui::GetFrameHeight() + caption_width(ui.tr("the drawn digit")));
  ui::checkbox(ui, "feature_maps.drawing", frame.focus.drawing);
  ImGui::SameLine(0, gap);
  ImGui::AlignTextToFramePadding();
  ui::caption(ui, ui.tr("the drawn digit"));
}

void FeatureMapsPanel::draw_picture(Frame& frame, const FeatureMapsReading& reading, const Plan::Step* step,
                                    const std::string& layer) {
  ui::Ui& ui = frame.ui;
  const float side = std::min(ui.px(150), ImGui::GetContentRegionAvail().y * 0.45f);
  const Array& picture = reading.picture;
  if (picture.shape.rank() != 3) return;
  const int rows = static_cast<int>(picture.shape[1]), columns = static_cast<int>(picture.shape[2]);
  plot::ImageGridOptions options{.size = {0, side}, .largest = 1000, .bar = false};
  int pictures = static_cast<int>(picture.shape[0]);
  if (pictures == 3) {
    options.plane_stride = int64_t{rows} * columns;
    pictures = 1;
  }
  options.columns = 1;
  const auto at =
      plot::image_grid(ui.plots, "###picture", picture.values, std::min(pictures, 1), rows, columns, options);
  std::string seen = "whole";
  if (pointed_ && step && step->field) {
    const auto edges = [](const Reach& reach, int index, int extent) {
      const double first = reach.first + index * reach.jump;
      return std::pair{std::clamp(first, 0.0, extent - 1.0), std::clamp(first + reach.size, 1.0, double(extent))};
    };
    const auto [top, bottom] = edges(step->field->rows, pointed_->row, rows);
    const auto [left, right] = edges(step->field->columns, pointed_->column, columns);
    ImGui::GetWindowDrawList()->AddRect(
        {at.first.x + at.pixel * static_cast<float>(left), at.first.y + at.pixel * static_cast<float>(top)},
        {at.first.x + at.pixel * static_cast<float>(right), at.first.y + at.pixel * static_cast<float>(bottom)},
        ui.theme.accent, 0, 0, ui.px(2));
    seen = fmt::format("rows {:.0f}-{:.0f}, columns {:.0f}-{:.0f}", top, bottom - 1, left, right - 1);
  }
  ui.mark("feature_maps.picture", seen);
  if (reading.label) {
    const auto index = static_cast<size_t>(*reading.label);
    const auto& classes = frame.training.now.classes;
    if (index < classes.size()) ui::caption(ui, fmt::format(fmt::runtime(ui.tr("label: {}")), classes[index]));
  }
  ImGui::PushTextWrapPos(0);
  if (step && step->field) {
    const Reach &down = step->field->rows, &across = step->field->columns;
    ui::caption(
        ui, fmt::format(fmt::runtime(ui.tr("A pixel of {} sees {:.0f} × {:.0f} pixels; its neighbor those {:.0f} "
                                           "further on.")),
                        layer, std::min(down.size, double(rows)), std::min(across.size, double(columns)), across.jump));
    if (!pointed_) ui::caption(ui, ui.tr("Point at a pixel of a map to see what it sees, and how its value is made."));
  }
  ImGui::PopTextWrapPos();
  if (step) draw_product(frame, reading, *step, layer);
}

void FeatureMapsPanel::draw_product(Frame& frame, const FeatureMapsReading& reading, const Plan::Step& step,
                                    const std::string& layer) const {
  const auto& network = frame.training.now.experiment->network;
  const Node& node = network[static_cast<size_t>(step.node)];
  if (catalog::layer_traits(node.type).family != LayerTraits::Family::convolution) return;
  const std::optional<NodeIndex> from = step.inputs.front();
  const Array* input = from ? reading.output_of(names_of(network)[static_cast<size_t>(*from)]) : &reading.input;
  // Asked for as long as it may be needed, so that it is there when somebody points.
  const auto* filters = content_of<FiltersReading>(frame.training.watch({.type = "filters", .node = layer}));
  if (!pointed_ || !input || !filters) return;
  const FilterProduct product(node, *input, *filters, pointed_->map, pointed_->row, pointed_->column);
  product.draw(frame.ui, pointed_->value);
}

void FeatureMapsPanel::draw_all(Frame& frame, const FeatureMapsReading& reading,
                                const std::vector<std::string>& layers) {
  ui::Ui& ui = frame.ui;
  const float room = ImGui::GetContentRegionAvail().y;
  const float row = std::clamp(room / static_cast<float>(layers.size()), ui.px(46), ui.px(240));
  // In a narrow pane the names stand above the maps rather than beside them.
  const float all = ImGui::GetContentRegionAvail().x;
  const bool above = all < ui.px(320);
  const plot::Pencil words{.font = above ? ui.fonts.caption : ui.fonts.body};
  for (const std::string& layer : layers) {
    const Array& maps = *reading.output_of(layer);
    const ImVec2 p = ImGui::GetCursorScreenPos();
    const std::string shape = maps.shape.text();
    const float shape_width = plot::text_size(shape, {.font = ui.fonts.caption}).x;
    plot::draw_text(*ImGui::GetWindowDrawList(), {p.x, p.y + (above ? 0 : ui.px(4))}, ui.theme.text,
                    plot::shortened(layer, above ? all - shape_width - ui.px(8) : ui.px(104), words), words);
    plot::draw_text(*ImGui::GetWindowDrawList(),
                    above ? ImVec2{p.x + all - shape_width, p.y} : ImVec2{p.x, p.y + ui.px(22)}, ui.theme.muted, shape,
                    {.font = ui.fonts.caption});
    const float named = above ? ui.px(15) : 0;  // the height that the name takes
    if (ImGui::InvisibleButton(("###" + layer).c_str(),
                               above ? ImVec2{all, named} : ImVec2{ui.px(110), row - ui.px(6)})) {
      every_ = false;
      frame.focus.node = layer;
    }
    ui.mark("feature_maps." + layer, shape);
    ui::tooltip(ui, layer, ui.tr("Click to see its maps large."));
    if (above) {
      ImGui::SetCursorScreenPos({p.x, p.y + named});
    } else {
      ImGui::SameLine(0, ui.px(6));
    }
    const int rows = static_cast<int>(maps.shape[1]), columns = static_cast<int>(maps.shape[2]);
    const float width = ImGui::GetContentRegionAvail().x, height = row - ui.px(6) - named,
                aspect = static_cast<float>(columns) / static_cast<float>(std::max(rows, columns));
    const int count = static_cast<int>(maps.shape[0]);
    // The fewest lines that show them all, while their maps are large enough to see.
    const auto most_lines = std::max(1, static_cast<int>(height / ui.px(52)));
    int lines = 0, fit = 1;
    float side = 0;
    do {
      ++lines;
      side = height / static_cast<float>(lines) - ui.px(6);
      fit = std::max(1, static_cast<int>(width / (side * aspect + ui.px(8))));
    } while (fit * lines < count && lines < most_lines);
    plot::image_grid(ui.plots, "###maps" + layer, maps.values, std::min(fit * lines, count), rows, columns,
                     {.normalization = plot::Normalization::each,
                      .size = {width, height},
                      .columns = std::min(fit, count),
                      .largest = side / ui.scale,
                      .bar = false});
    ui.mark("feature_maps." + layer + ".maps", fmt::format("{} of {}", std::min(fit * lines, count), count));
  }
  ui.mark("feature_maps", fmt::format("{} layers", layers.size()));
}

void FeatureMapsPanel::draw_one(Frame& frame, const FeatureMapsReading& reading, int64_t step,
                                const std::string& layer) {
  ui::Ui& ui = frame.ui;
  const Array& maps = *reading.output_of(layer);
  const int count = static_cast<int>(maps.shape[0]);
  ui::caption(ui, fmt::format(fmt::runtime(ui.tr("{} · {} maps of {} × {} · step {}")), layer, count, maps.shape[1],
                              maps.shape[2], step));
  const auto report =
      plot::image_grid(ui.plots, "###maps", maps.values, count, static_cast<int>(maps.shape[1]),
                       static_cast<int>(maps.shape[2]), {.map = plot::Colormap::viridis, .largest = 320});
  pointed_.reset();
  if (report.hovered >= 0) pointed_ = Pointed{report.hovered, report.row, report.column, report.value};
  ui.mark("feature_maps", fmt::format("{} maps of {}", count, layer));
}

}  // namespace

PanelType feature_maps() {
  return {"feature_maps", "Feature maps", "What one picture becomes in every layer, and what a pixel of it sees.", 5,
          [] { return std::make_unique<FeatureMapsPanel>(); }};
}

}  // namespace saddle::panels
