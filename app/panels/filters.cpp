#include <algorithm>

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
  void draw_filters(Frame& frame, const FiltersReading& filters, const std::vector<float>& values);

  std::string view_ = "now";
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
       std::string(ui.tr("Now minus before: what training has changed"))}};
  flow.place(ui::combo_width(views));
  ui::combo(ui, "filters.view", view_, views, ui::combo_width(views));
}

void FiltersPanel::draw_filters(Frame& frame, const FiltersReading& filters, const std::vector<float>& values) {
  ui::Ui& ui = frame.ui;
  const Shape& shape = filters.weight.shape;
  const int count = static_cast<int>(shape[0]), channels = static_cast<int>(shape[1]);
  const int rows = static_cast<int>(shape[2]), columns = static_cast<int>(shape[3]);
  const int64_t plane = int64_t{rows} * columns;
  plot::ImageGridOptions options{.map = plot::Colormap::diverging};
  int pictures = count * channels;
  plot::Values shown = values;
  std::vector<float> one;
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
      const auto from = values.begin() + (int64_t{filter} * channels + channel_) * plane;
      one.insert(one.end(), from, from + plane);
    }
    shown = one;
  }
  ImGui::SameLine(0, ui.px(10));
  ImGui::AlignTextToFramePadding();
  const std::string caption = fmt::format(fmt::runtime(ui.tr("{} filters of {} x {}")),
                                          channels == 3 ? count : count * channels, rows, columns);
  if (plot::text_size(caption, {.font = ui.fonts.caption}).x <= ImGui::GetContentRegionAvail().x) {
    ui::caption(ui, caption);
  } else {
    ImGui::NewLine();
    ui::caption(ui, caption);
  }
  plot::image_grid(ui.plots, "###filters", shown, pictures, rows, columns, options);
  ui.mark("filters", fmt::format("{} filters", pictures));
}

}  // namespace

PanelType filters() {
  return {"filters", "Filters", "The weights of a convolution, a picture for each filter: now, before, the difference.",
          1, [] { return std::make_unique<FiltersPanel>(); }};
}

}  // namespace saddle::panels
