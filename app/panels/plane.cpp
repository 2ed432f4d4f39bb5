#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "model/panel.h"
#include "panels/plane/plane_picture.h"
#include "panels/results/class_legend.h"
#include "panels/results/gallery.h"
#include "plot/figure.h"
#include "plot/image_grid.h"
#include "saddle/traits.h"
#include "ui/flow.h"
#include "ui/widgets.h"

// What the network makes of every point of the plane: regions of classes with the line between them, the curve or the
// surface of a regression, the points they should fit, and what each unit of a hidden layer sees.
namespace saddle::panels {
namespace {

using namespace app;

class PlanePanel final : public Panel {
 public:
  void draw(Frame& frame) override;
  bool idle(const Frame& frame) const override { return !suits(frame) && frame.training.now.sample.rank() > 0; }
  bool suits(const Frame& frame) const override {
    const Shape& sample = frame.training.now.sample;
    return sample.rank() == 1 && sample.size() <= 2;
  }

 private:
  void follow_run(const RunSnapshot& now);
  void draw_controls(Frame& frame);
  Probe question() const;
  void draw_plane(Frame& frame, ImVec2 size);
  void draw_curve(Frame& frame, ImVec2 size);
  void draw_units(Frame& frame, float height);
  void look(Frame& frame, const plot::FigureReport& report);

  uint64_t run_ = 0;
  std::string points_ = "train";  // "test", "none"
  std::string layer_;             // whose units are shown; empty: none
  std::vector<std::string> layers_;
  int unit_ = -1;
  plot::Range x_, y_;                // of the points; empty: not known yet
  plot::Range wanted_x_, wanted_y_;  // what the figure shows
  Probe asked_;
  PlanePicture picture_;
};

constexpr double margin = 0.12, margin_of_few = 0.55;  // around the points, so that the legend hides none of a few
constexpr size_t few_points = 20, few_classes = 3;
constexpr int most_units = 16;

// The hidden layers: all but the last one with units of its own, and what follows it.
std::vector<std::string> hidden_layers(const Experiment& experiment) {
  std::vector<std::string> names = names_of(experiment.network);
  size_t last = experiment.network.size();
  while (last > 0 && catalog::layer_traits(experiment.network[last - 1].type).family != LayerTraits::Family::dense)
    --last;
  names.resize(last > 0 ? last - 1 : 0);
  return names;
}

plot::Range widened(const plot::Range& range, double margin) {
  const double more = range.span() > 0 ? margin * range.span() : 1;
  return {range.min - more, range.max + more};
}

void PlanePanel::follow_run(const RunSnapshot& now) {
  if (now.run == run_ || !now.experiment) return;
  run_ = now.run;
  x_ = y_ = wanted_x_ = wanted_y_ = {};
  unit_ = -1;
  picture_ = {};
  const auto layers = hidden_layers(*now.experiment);
  if (layers == layers_) return;
  layers_ = layers;
  layer_ = layers.empty() ? "" : layers.back();
}

void PlanePanel::draw(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const RunSnapshot& now = frame.training.now;
  if (!suits(frame)) {
    ui::caption(
        ui,
        ui.tr(now.sample.rank() == 0
                  ? "It appears when the network is built."
                  : "For data with one or two inputs: gates, clusters, circles, moons, spirals, curves and surfaces."));
    ui.mark("plane", "none");
    return;
  }
  follow_run(now);
  draw_controls(frame);
  const bool outstanding = asked_.type.empty() || !now.reading(asked_);
  if (!outstanding || asked_.node != layer_ || asked_.options.empty() || asked_.options.at("points") != Value(points_))
    asked_ = question();
  if (const Reading* reading = frame.training.watch(asked_)) {
    picture_.follow(*reading, asked_, now, ui.plots.style);
    if (x_.empty() && picture_.has_points()) {
      const double around = picture_.points() < few_points ? margin_of_few : margin;
      x_ = widened(picture_.points_x(), around);
      y_ = widened(picture_.points_y(), around);
    }
  }
  if (now.classes.size() > few_classes) class_legend(frame, std::vector<bool>(now.classes.size(), true));
  ui.mark("plane", picture_.text());
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const bool units = !layer_.empty() && picture_.units() > 0, line = now.sample.size() == 1;
  const float gap = ImGui::GetStyle().ItemSpacing.x, square = room.y + ui.px(40);
  if (units && !line && room.x - square - gap > ui.px(140)) {  // a plane is no wider than high
    draw_plane(frame, {square, room.y});
    ImGui::SameLine();
    ImGui::BeginGroup();
    draw_units(frame, room.y);
    ImGui::EndGroup();
    return;
  }
  const float strip = units ? std::clamp(room.y * 0.3f, ui.px(90), ui.px(230)) : 0;
  const ImVec2 size{room.x, std::max(room.y - (units ? strip + ImGui::GetStyle().ItemSpacing.y : 0), 1.0f)};
  line ? draw_curve(frame, size) : draw_plane(frame, size);
  if (units) draw_units(frame, strip);
}

// Where the points lie is asked first, on a grid that costs nothing.
Probe PlanePanel::question() const {
  Probe probe{.type = "plane", .node = layer_, .options = {{"points", points_}, {"most_units", most_units}}};
  if (x_.empty()) {
    probe.options["points"] = std::string("train");
    probe.options["resolution"] = 2;
    return probe;
  }
  const plot::Range &x = wanted_x_.empty() ? x_ : wanted_x_, &y = wanted_y_.empty() ? y_ : wanted_y_;
  probe.options["x_min"] = x.min;
  probe.options["x_max"] = x.max;
  if (y.span() > 0) {
    probe.options["y_min"] = y.min;
    probe.options["y_max"] = y.max;
  }
  return probe;
}

void PlanePanel::draw_controls(Frame& frame) {
  ui::Ui& ui = frame.ui;
  ui::Flow flow(ui, ImGui::GetStyle().ItemSpacing.x);
  const auto combo = [&](const char* name, std::string& value, std::span<const ui::Option> options) {
    const float width = std::min(ui::combo_width(options), ImGui::GetContentRegionAvail().x);
    flow.place(width);
    return ui::combo(ui, name, value, options, width);
  };
  const ui::Option parts[] = {{"train", std::string(ui.tr("Training points")),
                               std::string(ui.tr("What it learns from; those it gets wrong are ringed."))},
                              {"test", std::string(ui.tr("Test points")),
                               std::string(ui.tr("What it has never seen; those it gets wrong are ringed."))},
                              {"none", std::string(ui.tr("No points"))}};
  combo("plane.points", points_, parts);
  if (layers_.empty()) return;
  std::vector<ui::Option> layers = {{"", std::string(ui.tr("No units"))}};
  for (const std::string& layer : layers_)
    layers.push_back({layer, layer, std::string(ui.tr("The output of each unit of this layer, over the plane."))});
  if (combo("plane.layer", layer_, layers)) unit_ = -1;
}

// What the figure shows is what is asked for next.
void PlanePanel::look(Frame& frame, const plot::FigureReport& report) {
  const plot::View& view = report.layout.view;
  if (x_.empty() || report.layout.whole.width() <= 0) return;
  const auto differ = [](const plot::Range& a, const plot::Range& b) {
    return a.empty() || std::abs(a.min - b.min) + std::abs(a.max - b.max) > 0.002 * b.span();
  };
  if (differ(wanted_x_, view.x.range)) wanted_x_ = view.x.range;
  if (frame.training.now.sample.size() > 1 && differ(wanted_y_, view.y.range)) wanted_y_ = view.y.range;
  frame.ui.mark("plane.figure", fmt::format("x {:.2f} .. {:.2f}, y {:.2f} .. {:.2f}", view.x.range.min,
                                            view.x.range.max, view.y.range.min, view.y.range.max));
}

void PlanePanel::draw_plane(Frame& frame, ImVec2 size) {
  ui::Ui& ui = frame.ui;
  const RunSnapshot& now = frame.training.now;
  const plot::Style& style = ui.plots.style;
  const bool regression = now.classes.empty();
  plot::FigureOptions options{.x_label = "x1",
                              .y_label = "x2",
                              .size = size,
                              .aspect = plot::Aspect::equal,
                              .empty = ui.tr("It appears when the network is built.")};
  if (!x_.empty()) options.x_range = x_, options.y_range = y_;
  if (now.classes.size() > few_classes) options.legend = plot::Controls::hidden;
  plot::Figure figure(ui.plots, "###plane", options);
  const PlanePicture& p = picture_;
  if (p.rows() > 0 && !x_.empty()) {
    figure.heatmap(ui.tr(regression ? "output" : "decision"), p.values(), p.rows(), p.columns(),
                   {.range = regression ? std::optional(p.targets()) : std::nullopt,
                    .x = p.x(),
                    .y = p.y(),
                    .shading = plot::Shading::smooth,
                    .colors = p.colors(),
                    .names = now.classes});
    if (regression) {
      figure.contour(ui::labeled("", "levels"), p.lines(), {.color = plot::with_alpha(style.text, 0.6f)});
    } else {
      figure.contour(ui::labeled("", "boundary"), p.lines(), {.color = style.text, .width = 2, .labels = false});
    }
    const auto unit = p.unit_line(unit_);
    figure.contour(ui::labeled("", "unit"), unit, {.color = style.accent, .width = 2.5f, .labels = false});
  }
  if (points_ != "none")
    p.add_points(figure, ui.plots, now, points_ == "train" ? ui.tr("training points") : ui.tr("test points"),
                 ui.tr("wrong"));
  look(frame, figure.draw());
}

void PlanePanel::draw_curve(Frame& frame, ImVec2 size) {
  ui::Ui& ui = frame.ui;
  plot::FigureOptions options{
      .x_label = "x", .y_label = "y", .size = size, .empty = ui.tr("It appears when the network is built.")};
  if (!x_.empty()) options.x_range = x_, options.y_range = y_;
  plot::Figure figure(ui.plots, "###curve", options);
  const plot::Style& style = ui.plots.style;
  if (points_ != "none")
    figure.scatter(ui::labeled(points_ == "train" ? ui.tr("training points") : ui.tr("test points"), "points"),
                   plot::series(picture_.curve_points()),
                   {.color = style.series(2), .marker = plot::Marker::circle, .radius = 2.5f});
  figure.line(ui::labeled(ui.tr("network"), "network"), plot::series(picture_.curve()),
              {.color = style.series(0), .marker = plot::Marker::none});
  if (unit_ >= 0 && unit_ < picture_.units())
    figure.line(ui::labeled(fmt::format("h{}", unit_ + 1), "unit"), plot::series(picture_.unit_curve(unit_)),
                {.color = style.accent, .marker = plot::Marker::none});
  look(frame, figure.draw());
}

void PlanePanel::draw_units(Frame& frame, float height) {
  ui::Ui& ui = frame.ui;
  const PlanePicture& p = picture_;
  ui::caption(ui, fmt::format(fmt::runtime(ui.tr("What the units of {} see")), layer_));
  ui::tooltip(ui, ui.tr("Hidden units"),
              ui.tr("The output of each unit for every point of the figure above. Click one: its edge is drawn there."),
              "h_j(x1, x2)");
  const float line = ImGui::GetTextLineHeightWithSpacing();
  std::vector<std::string> names;
  for (int unit = 0; unit < p.units(); ++unit) names.push_back(fmt::format("h{}", unit + 1));
  const auto map = ui.theme.dark ? plot::Colormap::diverging_dark : plot::Colormap::diverging;
  if (frame.training.now.sample.size() == 1) {
    plot::Figure figure(ui.plots, "###units",
                        {.x_range = wanted_x_.empty() ? std::nullopt : std::optional(wanted_x_),
                         .size = {0, height - line},
                         .legend = plot::Controls::hidden});
    for (int unit = 0; unit < p.units(); ++unit)
      figure.line(ui::labeled(names[static_cast<size_t>(unit)], names[static_cast<size_t>(unit)]),
                  plot::series(p.unit_curve(unit)), {.marker = plot::Marker::none});
    figure.draw();
    ui.mark("plane.units", fmt::format("{} units of {}", p.units(), layer_));
    return;
  }
  const auto report =
      plot::image_grid(ui.plots, "###units", p.unit_values(), p.units(), p.unit_rows(), p.unit_columns(),
                       {.map = map, .captions = names, .size = {0, height - line}, .selected = unit_, .largest = 150});
  ui.mark("plane.units",
          fmt::format("{} units of {}{}", p.units(), layer_, unit_ >= 0 ? fmt::format(", h{}", unit_ + 1) : ""));
  if (p.units() > 0)
    ui.marks.insert_or_assign("plane.unit0", ui::Mark{report.first.x, report.first.y, report.first.x + 20,
                                                      report.first.y + 20, unit_ == 0 ? "on" : "off"});
  if (report.clicked >= 0) unit_ = report.clicked == unit_ ? -1 : report.clicked;
}

}  // namespace

PanelType plane() {
  return {"plane", "Plane",
          "What the network makes of every point: regions, curve or surface, and what hidden units see.", 6,
          [] { return std::make_unique<PlanePanel>(); }};
}

}  // namespace saddle::panels
