#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "model/panel.h"
#include "panels/network/layer_choice.h"
#include "plot/image_grid.h"
#include "plot/text.h"
#include "ui/flow.h"
#include "ui/widgets.h"

// The filters of a convolution: as they are, as they were before the first step, and the difference.
namespace saddle::panels {
namespace {

using namespace app;

// More pictures than that would be too small to see; then one input channel is shown at a time.
constexpr int most_pictures = 512;

class FiltersPanel final : public Panel {
 public:
  void draw(Frame& frame) override;
  bool idle(const Frame& frame) const override { return convolutions(frame.draft.experiment.network).empty(); }

 private:
  void draw_controls(Frame& frame, const std::vector<std::string>& layers);
  void draw_filters(Frame& frame, const FiltersReading& filters, const std::vector<float>& values,
                    const std::vector<float>* before = nullptr);
  void draw_wiped(ui::Ui& ui, const plot::Values& now, const plot::Values& before, int pictures, int rows, int columns,
                  plot::ImageGridOptions options) const;

  std::string view_ = "now";
  double wipe_ = 0.5;  // how much of the width shows what was before, where both are shown
  int channel_ = 0;
};

void FiltersPanel::draw(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const auto layers =
      frame.training.now.experiment ? convolutions(frame.training.now.experiment->network) : std::vector<std::string>();
  draw_controls(frame, layers);
  const std::string node = chosen(frame, layers);
  // The first one goes without its name, as it does where nothing was chosen.
  const std::string asked = layers.empty() || node == layers.front() ? std::string() : node;
  const Reading* now = frame.training.watch({.type = "filters", .node = asked});
  const Reading* start =
      view_ == "now"
          ? nullptr
          : frame.training.watch({.type = "filters", .node = asked, .options = {{"when", std::string("start")}}});
  const auto* filters = content_of<FiltersReading>(now);
  if (!filters) {
    ui::caption(ui, ui.tr(now ? "This network has no convolution." : "They appear when the network is built."));
    ui.mark("filters", "none");
    return;
  }
  if (view_ == "now") {
    draw_filters(frame, *filters, filters->weight.values);
    return;
  }
  const auto* drawn = content_of<FiltersReading>(start);
  if (!drawn) {
    ui::caption(ui, ui.tr(start ? "The weights came from a file, which does not say how they began." : ""));
    ui.mark("filters", "unknown");
    return;
  }
  if (view_ == "wipe") {
    draw_filters(frame, *filters, filters->weight.values, &drawn->weight.values);
    return;
  }
  std::vector<float> values = drawn->weight.values;
  if (view_ == "difference") {
    for (size_t i = 0; i < values.size(); ++i) values[i] = filters->weight.values[i] - values[i];
  }
  draw_filters(frame, *filters, values);
}

void FiltersPanel::draw_controls(Frame& frame, const std::vector<std::string>& layers) {
  ui::Ui& ui = frame.ui;
  if (layers.empty()) return;
  ui::Flow flow(ui, ui.px(6));
  const float width = layer_choice_width(layers);
  flow.place(width);
  choose_layer(frame, "filters.layer", layers, width);
  const ui::Option views[] = {
      {"now", std::string(ui.tr("Now")), {}},
      {"before", std::string(ui.tr("Before training")), std::string(ui.tr("As they were drawn from the seed"))},
      {"difference", std::string(ui.tr("Difference")),
       std::string(ui.tr("Now minus before: what training has changed"))},
      {"wipe", std::string(ui.tr("Before | now")),
       std::string(ui.tr("Both, left and right of a line that the slider moves"))}};
  flow.place(ui::combo_width(views));
  ui::combo(ui, "filters.view", view_, views, ui::combo_width(views));
  if (view_ != "wipe") return;
  const float track = ui.px(120);
  flow.place(track);
  ui::slider(ui, "filters.wipe", wipe_, {.min = 0, .max = 1, .width = track});
  ui::tooltip(ui, ui.tr("Before | now"), ui.tr("Left of the line as they were drawn, right of it as they are."));
}

// One picture over the other, each on its side of a line; the same color is the same weight in both.
void FiltersPanel::draw_wiped(ui::Ui& ui, const plot::Values& now, const plot::Values& before, int pictures, int rows,
                              int columns, plot::ImageGridOptions options) const {
  plot::Range range;
  for (const plot::Values* values : {&now, &before}) {
    for (int64_t i = 0; i < values->size(); ++i) range.include((*values)[i]);
  }
  if (options.plane_stride == 0) {
    const double most = std::max(std::abs(range.min), std::abs(range.max));
    range = {-most, most};
  }
  options.range = range;
  const ImVec2 corner = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
  const float split = std::round(corner.x + static_cast<float>(wipe_) * room.x), low = corner.y + room.y;
  ImGui::PushClipRect(corner, {split, low}, true);
  plot::image_grid(ui.plots, "###before", before, pictures, rows, columns, options);
  ImGui::PopClipRect();
  ImGui::SetCursorScreenPos(corner);
  ImGui::PushClipRect({split, corner.y}, {corner.x + room.x, low}, true);
  plot::image_grid(ui.plots, "###filters", now, pictures, rows, columns, options);
  ImGui::PopClipRect();
  ImGui::GetWindowDrawList()->AddRectFilled({split - ui.px(1), corner.y}, {split + ui.px(1), low}, ui.theme.accent);
  ui.mark("filters.line", fmt::format("{:.2f}", wipe_));
}

void FiltersPanel::draw_filters(Frame& frame, const FiltersReading& filters, const std::vector<float>& values,
                                const std::vector<float>* before) {
  ui::Ui& ui = frame.ui;
  const Shape& shape = filters.weight.shape;
  const int count = static_cast<int>(shape[0]), channels = static_cast<int>(shape[1]);
  const int rows = static_cast<int>(shape[2]), columns = static_cast<int>(shape[3]);
  const int64_t plane = int64_t{rows} * columns;
  plot::ImageGridOptions options{.map = plot::Colormap::diverging};
  int pictures = count * channels;
  plot::Values shown = values, shown_before = before ? *before : values;
  std::vector<float> one, one_before;
  if (channels == 3) {
    pictures = count;
    options.image_stride = 3 * plane;
    options.row_stride = columns;
    options.plane_stride = plane;
  } else if (pictures > most_pictures) {
    pictures = count;
    channel_ = std::clamp(channel_, 0, channels - 1);
    ImGui::SameLine(0, ui.px(6));
    ui::number(ui, "filters.channel", channel_, {.min = 0, .max = channels - 1.0, .width = ui.px(56)});
    ui::tooltip(ui, ui.tr("Input channel"), ui.tr("Which of the input maps: a filter has a picture for each."));
    for (int filter = 0; filter < count; ++filter) {
      const auto first = (int64_t{filter} * channels + channel_) * plane;
      one.insert(one.end(), values.begin() + first, values.begin() + first + plane);
      if (before) one_before.insert(one_before.end(), before->begin() + first, before->begin() + first + plane);
    }
    shown = one;
    shown_before = one_before;
  }
  ImGui::SameLine(0, ui.px(10));
  ImGui::AlignTextToFramePadding();
  const std::string caption = fmt::format(fmt::runtime(ui.tr("{} filters of {} × {}")),
                                          channels == 3 ? count : count * channels, rows, columns);
  if (plot::text_size(caption, {.font = ui.fonts.caption}).x <= ImGui::GetContentRegionAvail().x) {
    ui::caption(ui, caption);
  } else {
    ImGui::NewLine();
    ui::caption(ui, caption);
  }
  if (before) {
    draw_wiped(ui, shown, shown_before, pictures, rows, columns, options);
  } else {
    plot::image_grid(ui.plots, "###filters", shown, pictures, rows, columns, options);
  }
  ui.mark("filters", fmt::format("{} filters", pictures));
}

}  // namespace

PanelType filters() {
  return {"filters", "Filters",
          "The weights of a convolution, a picture for each filter: now, before, both, the difference.", 1,
          [] { return std::make_unique<FiltersPanel>(); }};
}

}  // namespace saddle::panels
