#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "labs/arena/chart_panel.h"
#include "plot/text.h"
#include "saddle/catalog.h"
#include "ui/flow.h"
#include "ui/widgets.h"

// Where the racers end, for every learning rate.
namespace saddle::app {
namespace {

ImU32 color_of(const ui::Theme& theme, Fate fate) {
  switch (fate) {
    case Fate::at_minimum:
    case Fate::escaped:
      return theme.good;
    case Fate::diverged:
    case Fate::undefined:
    case Fate::left:
      return theme.error;
    case Fate::on_saddle:
      return theme.warning;
    case Fate::on_plateau:
    case Fate::under_way:
      break;
  }
  return theme.muted;
}

struct FateKey {
  std::string_view words;
  Fate fate;
};

std::array<FateKey, 4> fate_keys(const ui::Ui& ui, const ArenaState& state) {
  return {{{ui.tr(state.lowest() ? "arrives" : "gets away"), Fate::at_minimum},
           {ui.tr("on a saddle"), Fate::on_saddle},
           {ui.tr("crawls"), Fate::under_way},
           {ui.tr("diverges"), Fate::diverged}}};
}

constexpr float key_swatch = 17, key_gap = 12;

float key_width(const ui::Ui& ui, const FateKey& key) {
  return ui.px(key_swatch) + plot::text_size(key.words, {.font = ui.fonts.caption}).x;
}

// Which the keys take in the room that is left.
float height_of_keys(const ui::Ui& ui, const ArenaState& state) {
  const float room = ImGui::GetContentRegionAvail().x;
  float used = 0;
  int lines = 1;
  for (const FateKey& key : fate_keys(ui, state)) {
    const float width = key_width(ui, key), wanted = used > 0 ? used + ui.px(key_gap) + width : width;
    const bool fits = used == 0 || wanted <= room;
    lines += fits ? 0 : 1;
    used = fits ? wanted : width;
  }
  return ui.px(22) +
         static_cast<float>(lines - 1) * (plot::font_size(ui.fonts.caption) + ImGui::GetStyle().ItemSpacing.y);
}

double rate_of(const Racer& racer) {
  const Property& row =
      *find(catalog::get(catalog::optimizers(), racer.optimizer.type, "").properties, "learning_rate");
  return number_of(value_of(racer.optimizer.properties, row));
}

}  // namespace

void ChartPanel::draw_sweep(Frame& frame, ArenaState& state) {
  ui::Ui& ui = frame.ui;
  const Sweep* sweep = state.now->sweep.get();
  const std::vector<size_t> running = state.running();
  const bool ready = sweep && sweep->racers.size() == running.size();
  const std::optional<double> lowest = state.lowest();
  const float bands = static_cast<float>(running.size()) * ui.px(9) + height_of_keys(ui, state);
  const std::string label = fmt::format(fmt::runtime(ui.tr("f after {} steps")), state.setup.race.steps);
  plot::Figure figure(ui.plots, "###arena.sweep." + state.function.formula,
                      {.x_label = ui.tr("learning rate"),
                       .y_label = label,
                       .x_scale = plot::Scale::log,
                       .y_scale = lowest ? plot::Scale::log : plot::Scale::linear,
                       .x_range = plot::Range{state.setup.least_rate, state.setup.most_rate},
                       .y_range = heights(state),
                       .size = {0, -bands},
                       .empty = ui.tr("Computing …"),
                       .legend = plot::Controls::hidden});
  lines_.assign(running.size(), {});
  heads_.assign(running.size(), {});
  double highest = 0;  // what diverges goes out at the top
  if (ready) {
    for (const size_t racer : running) {
      if (const Trajectory* path = state.path(racer))
        highest = std::max(highest, 100 * std::abs(path->f[0] - lowest.value_or(0)));
    }
    for (size_t i = 0; i < running.size(); ++i) {
      for (size_t j = 0; j < sweep->rates.size(); ++j) {
        const double f = sweep->racers[i][j].value - lowest.value_or(0);
        if (std::isfinite(f) && std::abs(f) <= highest)
          lines_[i].push_back({sweep->rates[j], lowest ? std::max(f, 1e-16) : f});
      }
      figure.line(state.setup.race.racers[running[i]].name + "###sweep" + std::to_string(running[i]),
                  plot::series(lines_[i]), {.color = state.color(ui, running[i]), .marker = plot::Marker::none});
      // Where it ends at the rate it has now.
      const Points& line = lines_[i];
      const double rate = rate_of(state.setup.race.racers[running[i]]);
      const auto after = std::ranges::lower_bound(line, rate, {}, &plot::Point::x);
      if (after != line.end() && after->x <= 1.11 * rate) heads_[i] = {*after};
      add_head(ui, state, figure, i);
    }
  }
  const plot::FigureReport report = figure.draw();
  ui.mark("arena.sweep", ready ? "ready" : "");
  if (ready) draw_fates(ui, state, report.layout.view);
}

// A band for each racer below the curves: where it arrives, crawls, diverges; and its rate now.
void ChartPanel::draw_fates(ui::Ui& ui, ArenaState& state, const plot::View& view) {
  const Sweep& sweep = *state.now->sweep;
  const std::vector<size_t> running = state.running();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float top = ImGui::GetCursorScreenPos().y;
  for (size_t i = 0; i < running.size(); ++i) {
    const float y = top + static_cast<float>(i) * ui.px(9);
    list.AddRectFilled({view.area.min.x - ui.px(14), y}, {view.area.min.x - ui.px(6), y + ui.px(7)},
                       state.color(ui, running[i]), ui.px(2));
    for (size_t j = 0; j < sweep.rates.size(); ++j) {
      const double ratio = sweep.rates[1] / sweep.rates[0];
      const auto edge = [&](double rate) {
        return std::clamp(static_cast<float>(view.pixel_x(rate)), view.area.min.x, view.area.max.x);
      };
      const float left = edge(sweep.rates[j] / std::sqrt(ratio)), right = edge(sweep.rates[j] * std::sqrt(ratio));
      const Fate fate = sweep.racers[i][j].fate;
      const bool faint = fate == Fate::under_way || fate == Fate::on_plateau;
      const ImU32 color = color_of(ui.theme, fate);
      // Told apart without color: what diverges is thin, what crawls is faint.
      const float thin = fate == Fate::diverged ? ui.px(2.5f) : 0;
      list.AddRectFilled({left, y + thin}, {right, y + ui.px(7) - thin},
                         faint ? plot::with_alpha(color, 0.35f) : color);
    }
    const double rate = rate_of(state.setup.race.racers[running[i]]);
    if (rate < view.x.range.min || rate > view.x.range.max) continue;
    const auto x = static_cast<float>(view.pixel_x(rate));
    list.AddRectFilled({x - ui.px(1.5f), y - ui.px(1)}, {x + ui.px(1.5f), y + ui.px(8)}, ui.theme.text);
  }
  ImGui::Dummy({0, static_cast<float>(running.size()) * ui.px(9)});
  ui::Flow flow(ui, ui.px(key_gap));
  for (const FateKey& key : fate_keys(ui, state)) {
    flow.place(key_width(ui, key));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float middle = at.y + plot::font_size(ui.fonts.caption) / 2,
                thin = key.fate == Fate::diverged ? ui.px(2.5f) : 0;
    list.AddRectFilled(
        {at.x, middle - ui.px(3.5f) + thin}, {at.x + ui.px(12), middle + ui.px(3.5f) - thin},
        key.fate == Fate::under_way ? plot::with_alpha(ui.theme.muted, 0.35f) : color_of(ui.theme, key.fate));
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ui.px(key_swatch));
    ui::caption(ui, key.words);
    if (key.fate == Fate::at_minimum) ui.mark("arena.sweep.reaches", std::string(key.words));
  }
}

}  // namespace saddle::app
