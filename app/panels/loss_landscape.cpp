#include "saddle/loss_landscape.h"

#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "model/panel.h"
#include "panels/loss_landscape/loss_picture.h"
#include "plot/figure.h"
#include "plot/surface_view.h"
#include "ui/widgets.h"

// The loss of the network around its weights: on a plane through them, from above and in three dimensions, with the
// path that training took.
namespace saddle::panels {
namespace {

using namespace app;

// Steps after which automatic directions are those of the path.
constexpr int64_t least_path = 10;
// Places of a path that has principal components: two, and where the weights are now.
constexpr size_t least_places = 3;

class LossLandscapePanel final : public Panel {
 public:
  void draw(Frame& frame) override;
  void use(plot::SurfaceRenderer& renderer) override { surface_.use(renderer); }

 private:
  void draw_controls(Frame& frame);
  void draw_caption(Frame& frame) const;
  bool say_why_unavailable(Frame& frame) const;
  void draw_map(Frame& frame, ImVec2 size);
  void draw_surface(Frame& frame, ImVec2 size);
  Probe question() const;
  // Of what is drawn, which may still be in other directions than those that are asked for.
  std::string_view x_name() const { return picture_.explained() ? "PC 1" : "d₁"; }
  std::string_view y_name() const { return picture_.explained() ? "PC 2" : "d₂"; }
  plot::Scale scale() const { return log_ ? plot::Scale::log : plot::Scale::linear; }

  std::string directions_ = "automatic", resolution_ = "33", view_ = "map";
  bool random_ = true;     // the directions that are asked for in this frame are drawn
  bool straight_ = false;  // the path of this run has no principal components
  bool unseen_ = false;    // nobody followed the path so far: the panel was opened after it
  int seed_ = 1, samples_ = 256;
  double random_range_ = 1, principal_range_ = 1;
  bool log_ = false, log_built_ = false, rebuild_ = false;
  uint64_t run_ = 0;
  LossPicture picture_;
  plot::SurfaceView surface_;
  std::vector<plot::Point> start_, now_;  // what the figure borrows, for one frame
};

void LossLandscapePanel::draw(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const RunSnapshot& now = frame.training.now;
  if (now.run != std::exchange(run_, now.run)) {
    picture_ = {};
    rebuild_ = true;
    straight_ = unseen_ = false;
  }
  random_ = directions_ == "random" || (directions_ == "automatic" && (now.steps < least_path || straight_ || unseen_));
  draw_controls(frame);
  const Probe asked = question();
  if (const auto* reading = content_of<LossLandscapeReading>(frame.training.watch(asked)))
    rebuild_ = picture_.follow(*reading) || rebuild_;
  straight_ = straight_ || picture_.unavailable() == LossLandscapeReading::Unavailable::straight_path;
  unseen_ = picture_.unavailable() == LossLandscapeReading::Unavailable::short_path ||
            (unseen_ && picture_.path().size() < least_places);
  if (say_why_unavailable(frame)) return;
  if (picture_.side() == 0) {
    ui::caption(ui,
                ui.tr(now.sample.rank() == 0 ? "It appears when the network is built." : "The first points come …"));
    ui.mark("landscape", "none");
    return;
  }
  draw_caption(frame);
  const ImVec2 size{ImGui::GetContentRegionAvail().x, std::max(ImGui::GetContentRegionAvail().y, 1.0f)};
  view_ == "map" ? draw_map(frame, size) : draw_surface(frame, size);
  ui.mark("landscape", fmt::format("{} of {} points at step {}, {} places from step {}, x {:.3g} .. {:.3g}",
                                   picture_.known(), picture_.points(), picture_.laid(), picture_.path().size(),
                                   picture_.first_step(), picture_.x().min, picture_.x().max));
}

Probe LossLandscapePanel::question() const {
  Probe probe{
      .type = "landscape",
      .options = {
          {"directions", random_ ? "random" : "principal"}, {"resolution", resolution_}, {"samples", samples_}}};
  if (random_) {
    probe.options["seed"] = seed_;
    probe.options["range"] = random_range_;
  } else {
    probe.options["range"] = principal_range_;
  }
  return probe;
}

void LossLandscapePanel::draw_controls(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const float whole = ImGui::GetContentRegionAvail().x, right = ImGui::GetCursorScreenPos().x + whole, gap = ui.px(6);
  // On the same line where there is room for so much.
  const auto next = [&](float width) {
    ImGui::SameLine(0, gap);
    if (ImGui::GetCursorScreenPos().x + width > right) ImGui::NewLine();
  };
  const auto named = [&](std::string_view words, float field) {
    const float width = ImGui::CalcTextSize(words.data(), words.data() + words.size()).x;
    next(width + ui.px(5) + field);
    ImGui::AlignTextToFramePadding();
    ui::caption(ui, words);
    ImGui::SameLine(0, ui.px(5));
  };
  for (const auto& [name, label, help] :
       {std::tuple{"map", ui.tr("Map"), ui.tr("From above, with level lines.")},
        {"surface", ui.tr("3-D"), ui.tr("The surface, with the path of the weights on it.")}}) {
    if (ui::button(ui, std::string("landscape.view.") + name, label,
                   {.look = view_ == name ? ui::Look::plain : ui::Look::quiet, .tooltip = help}))
      view_ = name;
    ImGui::SameLine(0, ui.px(2));
  }
  const ui::Option directions[] = {
      {"automatic", std::string(ui.tr("Automatic directions")),
       std::string(ui.tr("Random ones, and the principal components of the path as soon as there is one."))},
      {"random", std::string(ui.tr("Random directions")),
       std::string(
           ui.tr("Two directions drawn at random, each filter as long as the network's own, so that the picture "
                 "does not depend on how large the weights are. The path is hardly seen in them: of many "
                 "dimensions, two by chance hold next to nothing of it."))},
      {"principal", std::string(ui.tr("Principal components")),
       std::string(ui.tr("The two directions in which the path of the weights extends most."))}};
  const float widest = std::min(ui::combo_width(directions), whole);
  next(widest);
  ui::combo(ui, "landscape.directions", directions_, directions, widest);
  if (random_) {
    named(ui.tr("seed"), ui.px(46));
    ui::number(ui, "landscape.seed", seed_, {.min = 0, .max = 1e9, .width = ui.px(46)});
    ui::tooltip(ui, ui.tr("seed"), ui.tr("Other numbers draw other directions."));
  }
  named(ui.tr("range"), ui.px(56));
  ui::number(ui, "landscape.range", random_ ? random_range_ : principal_range_,
             {.min = 0.01, .max = 100, .logarithmic = true, .width = ui.px(56)});
  ui::tooltip(ui, ui.tr("range"),
              random_ ? ui.tr("How far the plane reaches: at 1, every filter is changed by as much as its own length.")
                      : ui.tr("How far the plane reaches: at 1, a little further than the path."),
              "θ = θ* + x·d₁ + y·d₂");
  const ui::Option grids[] = {{"17", "17 × 17"}, {"33", "33 × 33"}, {"65", "65 × 65"}};
  named(ui.tr("points"), ui::combo_width(grids));
  ui::combo(ui, "landscape.points", resolution_, grids, ui::combo_width(grids));
  ui::tooltip(ui, ui.tr("points"),
              ui.tr("The loss is computed at so many points, from coarse to fine, in up to a third of the time of "
                    "training; while it is paused, at full speed."));
  named(ui.tr("samples"), ui.px(60));
  ui::number(ui, "landscape.samples", samples_, {.min = 1, .max = 100000, .logarithmic = true, .width = ui.px(60)});
  ui::tooltip(
      ui, ui.tr("samples"),
      ui.tr("The loss is the mean over so many training samples, always the same ones, without dropout, with the "
            "running statistics of batch normalization and without weight decay."));
  named(ui.tr("log"), ImGui::GetFrameHeight());
  ui::checkbox(ui, "landscape.log", log_);
  ui::tooltip(ui, ui.tr("log"), ui.tr("More colors, and more height, for what is near the least loss."));
}

bool LossLandscapePanel::say_why_unavailable(Frame& frame) const {
  ui::Ui& ui = frame.ui;
  if (!picture_.unavailable()) return false;
  std::string words;
  switch (*picture_.unavailable()) {
    case LossLandscapeReading::Unavailable::no_weights:
      words = ui.tr("This network has no weights; add a layer that has some.");
      break;
    case LossLandscapeReading::Unavailable::too_large:
      words = fmt::format(
          fmt::runtime(ui.tr("The path of so many weights would take more than {} MB; take a network of up to {:.1f} "
                             "million.")),
          landscape::most_path_bytes / 1'000'000, static_cast<double>(landscape::most_weights) / 1e6);
      break;
    case LossLandscapeReading::Unavailable::short_path:
      words = ui.tr("Principal components are those of the path: train a few steps.");
      break;
    case LossLandscapeReading::Unavailable::straight_path:
      words = ui.tr("The path is a straight line so far: train a few steps more.");
      break;
  }
  ui::caption(ui, words);
  ui.mark("landscape", words);
  return picture_.side() == 0;
}

void LossLandscapePanel::draw_caption(Frame& frame) const {
  ui::Ui& ui = frame.ui;
  std::string words = fmt::format(fmt::runtime(ui.tr("Around the weights of step {}")), picture_.laid());
  if (picture_.known() < picture_.points())
    words += "  ·  " + fmt::format(fmt::runtime(ui.tr("{} of {} points")), picture_.known(), picture_.points());
  if (const auto& explained = picture_.explained())
    words += "  ·  " + fmt::format(fmt::runtime(ui.tr("{:.0f} % + {:.0f} % of the path's variance")),
                                   100 * explained->first, 100 * explained->second);
  ui::caption(ui, words);
  ui.mark("landscape.caption", words);
  ui::tooltip(ui, ui.tr("Loss landscape"),
              ui.tr("The plane stays where it was laid while training goes on, so that what is computed stays true; it "
                    "is laid anew through the weights of now when it is full, when they leave it, or when training "
                    "stands still. The path is its shadow on the plane: the loss beside the plane is another."),
              "L(θ* + x·d₁ + y·d₂)");
}

void LossLandscapePanel::draw_map(Frame& frame, ImVec2 size) {
  ui::Ui& ui = frame.ui;
  const plot::Style& style = ui.plots.style;
  plot::Figure figure(ui.plots, picture_.explained() ? "###landscape.principal" : "###landscape.random",
                      {.x_label = x_name(),
                       .y_label = y_name(),
                       .x_range = picture_.x(),
                       .y_range = picture_.y(),
                       .size = size,
                       .aspect = plot::Aspect::equal});
  figure.heatmap(ui::labeled(ui.tr("loss"), "loss"), picture_.values(), picture_.side(), picture_.side(),
                 {.map = ui.theme.dark ? plot::Colormap::depth_dark : plot::Colormap::depth,
                  .range = picture_.range(),
                  .scale = scale(),
                  .x = picture_.x(),
                  .y = picture_.y(),
                  .shading = plot::Shading::smooth,
                  .bar = size.x > ui.px(420)});
  figure.contour({}, picture_.lines(),
                 {.color = plot::with_alpha(style.text, ui.theme.dark ? 0.34f : 0.42f), .width = 1.0f});
  start_ = {picture_.path().front()};
  now_ = {picture_.path().back()};
  const ImU32 ink = style.series(1);
  figure.line(ui::labeled(ui.tr("path"), "path"), plot::series(picture_.path()),
              {.color = ink, .width = 2.2f, .marker = plot::Marker::none});
  figure.marks(plot::series(picture_.path()), {.color = ink, .marker = plot::Marker::circle, .radius = 2.3f});
  figure.scatter(ui::labeled(fmt::format(fmt::runtime(ui.tr("step {}")), picture_.first_step()), "start"),
                 plot::series(start_), {.color = ink, .marker = plot::Marker::square, .radius = 5});
  figure.scatter(ui::labeled(ui.tr("now"), "now"), plot::series(now_),
                 {.color = style.accent, .marker = plot::Marker::circle, .radius = 6});
  figure.draw();
  ui.mark("landscape.map", log_ ? "log" : "linear");
}

void LossLandscapePanel::draw_surface(Frame& frame, ImVec2 size) {
  ui::Ui& ui = frame.ui;
  if (std::exchange(rebuild_, false) || log_built_ != log_) {
    log_built_ = log_;
    surface_.build({.values = picture_.values(),
                    .rows = picture_.side(),
                    .columns = picture_.side(),
                    .x = picture_.x(),
                    .y = picture_.y(),
                    .colors = {plot::Colormap::viridis, picture_.range(), scale()},
                    .lines = picture_.lines()});
  }
  surface_.clear();
  const ImU32 ink = ui.plots.style.series(1);
  plot::Surface3d::Path path{.points = {}, .color = ink, .width = ui.px(3)};
  const auto add = [&](const plot::Point& p) {
    const double loss = picture_.value(p.x, p.y);
    if (std::isfinite(loss)) path.points.push_back(surface_.place(p.x, p.y, loss));
  };
  // Along the ground between two places too, not through the mountain.
  constexpr int parts = 8;
  for (size_t i = 0; i < picture_.path().size(); ++i) {
    const plot::Point &to = picture_.path()[i], &from = picture_.path()[i > 0 ? i - 1 : 0];
    for (int part = 1; part <= parts; ++part)
      add({from.x + (to.x - from.x) * part / parts, from.y + (to.y - from.y) * part / parts});
  }
  if (!path.points.empty()) {
    surface_.add(plot::Surface3d::Ball{path.points.front(), ink, ui.px(4.5f)});
    surface_.add(plot::Surface3d::Ball{path.points.back(), ui.plots.style.accent, ui.px(6)});
    surface_.add(std::move(path));
  }
  surface_.draw("###landscape.surface", ui.plots.style,
                {.size = size,
                 .background = ui.theme.panel,
                 .hint = ui.tr("Drag to turn, wheel to zoom, double click to reset"),
                 .x_name = x_name(),
                 .y_name = y_name(),
                 .z_name = ui.tr("loss")});
  ui.mark("landscape.surface", fmt::format("{:.3f} {}", surface_.surface().azimuth, log_ ? "log" : "linear"));
}

}  // namespace

PanelType loss_landscape() {
  return {"landscape", "Loss landscape", "The loss on a plane through the weights, and the path that they took.", 9,
          [] { return std::make_unique<LossLandscapePanel>(); }};
}

}  // namespace saddle::panels
