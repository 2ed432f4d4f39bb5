#include "labs/arena/chart_panel.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "plot/figure.h"
#include "plot/number.h"
#include "saddle/catalog.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

ImU32 colour_of(const ui::Theme& theme, Fate fate) {
  switch (fate) {
    case Fate::at_minimum:
    case Fate::escaped:
      return theme.good;
    case Fate::diverged:
      return theme.error;
    case Fate::on_saddle:
      return theme.warning;
    case Fate::on_plateau:
    case Fate::under_way:
      break;
  }
  return theme.muted;
}

// Where no minimum is known, walks may fall for ever: what the map shows is enough.
std::optional<plot::Range> heights(const ArenaState& state) {
  if (state.lowest() || !state.now->field || !(state.now->field->range.span() > 0)) return std::nullopt;
  return plot::fit(state.now->field->range, plot::Scale::linear, 0.04);
}

double rate_of(const Racer& racer) {
  const Property& row =
      *find(catalog::get(catalog::optimizers(), racer.optimizer.type, "").properties, "learning_rate");
  const Value value = value_of(racer.optimizer.properties, row);
  return std::holds_alternative<int>(value) ? std::get<int>(value) : std::get<double>(value);
}

std::string number_text(double value) { return std::isfinite(value) ? fmt::format("{:.3g}", value) : "∞"; }

}  // namespace

void ChartPanel::draw(Frame& frame, ArenaState& state) {
  draw_table(frame, state);
  draw_tabs(frame, state);
  if (state.chart == "descent") draw_descent(frame, state);
  if (state.chart == "coordinates") draw_coordinates(frame, state);
  if (state.chart == "sweep") draw_sweep(frame, state);
}

// What is known at the step that is shown: nobody has arrived before he arrives.
void ChartPanel::draw_table(Frame& frame, ArenaState& state) {
  ui::Ui& ui = frame.ui;
  const bool saddles = state.now->walks && std::ranges::any_of(state.now->walks->function.points, [](const auto& p) {
                         return p.kind == StationaryPoint::Kind::saddle;
                       });
  const bool minima = state.lowest().has_value();
  const int columns = 2 + (minima ? 2 : 0) + (saddles ? 1 : 0);
  ImGui::PushFont(ui.fonts.caption);
  ImGui::PushStyleVar(ImGuiStyleVar_CellPadding, {ui.px(4), ui.px(3)});
  if (ImGui::BeginTable("###table", columns, ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_SizingStretchProp)) {
    const auto head = [&](std::string_view words, std::string_view help) {
      ImGui::TableNextColumn();
      ui::text(ui, words, ui.theme.muted, ui.fonts.caption);
      if (!help.empty()) ui::tooltip(ui, words, help);
    };
    head(ui.tr("racer"), {});
    head("f", ui.tr("The value where it stands now."));
    if (minima) head(ui.tr("distance"), ui.tr("To the nearest known minimum."));
    if (minima) head(ui.tr("arrived"), ui.tr("The first step within 1 % of the picture's diagonal of a minimum."));
    if (saddles) {
      head(ui.tr("saddle"),
           ui.tr("Whether it is held by a saddle point: it left when it is a tenth of the diagonal away "
                 "and lower."));
    }
    for (const size_t racer : state.running()) {
      const Trajectory* path = state.path(racer);
      const Outcome* outcome = state.outcome(racer);
      if (!path || !outcome) continue;
      const std::string name = "table." + std::to_string(racer);
      const int64_t k = std::min(state.step(), path->steps());
      const auto at = static_cast<size_t>(k);
      ImGui::TableNextRow();
      ImGui::TableNextColumn();
      const ImVec2 corner = ImGui::GetCursorScreenPos();
      const float height = ImGui::GetTextLineHeight();
      ImGui::GetWindowDrawList()->AddRectFilled({corner.x, corner.y + ui.px(2)},
                                                {corner.x + ui.px(9), corner.y + height - ui.px(1)},
                                                state.colour(ui, racer), ui.px(2));
      ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ui.px(14));
      const bool chosen = state.selected == racer;
      ui::text(ui, state.setup.race.racers[racer].name, chosen ? ui.theme.accent : ui.theme.text, ui.fonts.caption);
      if (ImGui::IsItemClicked()) state.selected = racer;
      ui.mark(name, state.setup.race.racers[racer].name);
      const auto cell = [&](const char* what, const std::string& words, ImU32 colour) {
        ImGui::TableNextColumn();
        ui::text(ui, words, colour, ui.fonts.caption);
        ui.mark(name + "." + what, words);
      };
      cell("f", number_text(path->f[at]), ui.theme.text);
      if (minima) {
        double distance = std::numeric_limits<double>::infinity();
        for (const StationaryPoint& point : state.now->walks->function.points) {
          if (point.kind != StationaryPoint::Kind::minimum) continue;
          distance = std::fmin(distance, std::hypot(path->x[at] - point.at.x, path->y[at] - point.at.y));
        }
        cell("distance", number_text(distance), ui.theme.text);
        const bool arrived = outcome->reached && *outcome->reached <= k;
        const bool gone = k == path->steps() && outcome->fate == Fate::diverged;
        cell("reached",
             arrived ? fmt::format("{}", *outcome->reached)
             : gone  ? std::string(ui.tr("diverged"))
                     : "–",
             arrived ? ui.theme.good
             : gone  ? ui.theme.error
                     : ui.theme.muted);
      }
      if (saddles) {
        const bool near = outcome->near && *outcome->near <= k, left = outcome->escaped && *outcome->escaped <= k;
        const bool stuck = near && !left && k == path->steps();
        const std::string words = left    ? fmt::format(fmt::runtime(ui.tr("left at {}")), *outcome->escaped)
                                  : stuck ? std::string(ui.tr("stuck"))
                                  : near  ? std::string(ui.tr("near"))
                                          : "–";
        cell("saddle", words, left ? ui.theme.good : stuck ? ui.theme.warning : ui.theme.muted);
      }
    }
    ImGui::EndTable();
  }
  ImGui::PopStyleVar();
  ImGui::PopFont();
}

void ChartPanel::draw_tabs(Frame& frame, ArenaState& state) {
  ui::Ui& ui = frame.ui;
  ImGui::Dummy({0, ui.px(2)});
  const auto tab = [&](const char* name, std::string_view label, std::string_view help) {
    const bool open = state.chart == name;
    if (ui::button(ui, std::string("chart.") + name, label,
                   {.look = open ? ui::Look::plain : ui::Look::quiet, .tooltip = help}))
      state.chart = name;
    ImGui::SameLine(0, ui.px(2));
  };
  tab("descent", ui.tr("f by step"), ui.tr("The value at each step."));
  tab("coordinates", ui.tr("Inside"), ui.tr("Gradient, memory and rate of the chosen racer, along x and along y."));
  tab("sweep", ui.tr("Rates"), ui.tr("Where each racer ends, for every learning rate."));
  ImGui::NewLine();
}

void ChartPanel::draw_descent(Frame& frame, ArenaState& state) {
  ui::Ui& ui = frame.ui;
  const std::optional<double> lowest = state.lowest();
  const std::string label = lowest && *lowest != 0 ? fmt::format("f − ({:.4g})", *lowest) : "f";
  plot::Figure figure(ui.plots, "###arena.descent." + state.function.formula,
                      {.x_label = ui.tr("step"),
                       .y_label = label,
                       .y_scale = lowest ? plot::Scale::log : plot::Scale::linear,
                       .x_format = plot::Format::integer,
                       .x_range = plot::Range{0, static_cast<double>(std::max(1, state.setup.race.steps))},
                       .y_range = heights(state),
                       .legend = plot::Controls::hidden});  // the table above names the colours
  const std::vector<size_t> running = state.running();
  lines_.assign(running.size(), {});
  heads_.assign(running.size(), {});
  for (size_t i = 0; i < running.size(); ++i) {
    const Trajectory* path = state.path(running[i]);
    if (!path) continue;
    const int64_t last = std::min(state.racing_start ? path->steps() : state.step(), path->steps());
    for (int64_t k = 0; k <= last; ++k) {
      const double f = path->f[static_cast<size_t>(k)] - lowest.value_or(0);
      if (std::isfinite(f) && std::abs(f) < 1e12) lines_[i].push_back({static_cast<double>(k), f});
    }
    figure.line(state.setup.race.racers[running[i]].name + "###descent" + std::to_string(running[i]),
                plot::series(lines_[i]), {.colour = state.colour(ui, running[i]), .marker = plot::Marker::none});
    if (!lines_[i].empty()) heads_[i] = {lines_[i].back()};
    add_head(ui, state, figure, i);
  }
  const plot::FigureReport report = figure.draw();
  ui.mark("arena.descent");
  if (report.clicked && report.hovered) {
    state.playing = false;
    state.position = std::clamp(std::round(report.x), 0.0, static_cast<double>(state.setup.race.steps));
  }
}

// The sign of the racer, as on the map.
void ChartPanel::add_head(const ui::Ui& ui, const ArenaState& state, plot::Figure& figure, size_t running) const {
  const size_t racer = state.running()[running];
  figure.marks(
      plot::series(heads_[running]),
      {.colour = state.colour(ui, racer), .marker = plot::series_marker(static_cast<int>(racer)), .radius = 5});
}

void ChartPanel::draw_coordinates(Frame& frame, ArenaState& state) {
  ui::Ui& ui = frame.ui;
  const Trajectory* path = state.path(state.selected);
  if (!path) return;
  const Racer& racer = state.setup.race.racers[state.selected];
  const bool both = state.function.landscape->dimensions() == 2;
  struct Strip {
    std::string label, name;
    std::array<Points, 2> values;
  };
  std::vector<Strip> strips;
  const int64_t last = std::min(state.step(), path->steps());
  const auto add = [&](std::string label, std::string name, const auto& value, int64_t from) {
    Strip strip{.label = std::move(label), .name = std::move(name), .values = {}};
    for (const Along axis : {Along::x, Along::y}) {
      for (int64_t k = from; k <= last; ++k) {
        const double v = value(axis, k);
        if (std::isfinite(v)) strip.values[axis == Along::x ? 0 : 1].push_back({static_cast<double>(k), v});
      }
    }
    strips.push_back(std::move(strip));
  };
  const Entry& entry = catalog::get(catalog::optimizers(), racer.optimizer.type, "");
  const Property* beta1 = find(entry.properties, "beta1");
  const double memory =
      beta1 ? std::get<double>(std::get<Value>(checked(value_of(racer.optimizer.properties, *beta1), *beta1, ""))) : 0;
  add(
      std::string(ui.tr("gradient")), "g",
      [&](Along axis, int64_t k) { return (axis == Along::x ? path->gx : path->gy)[static_cast<size_t>(k)]; }, 0);
  for (const Trajectory::State& memory_of : path->states) {
    // The first moment is shown as it is used: without the pull of its zero at the start.
    const bool mean = beta1 && memory_of.name == "m";
    add(
        mean ? "m-hat" : std::string(memory_of.name), std::string(memory_of.name),
        [&](Along axis, int64_t k) {
          const double value = (axis == Along::x ? memory_of.x : memory_of.y)[static_cast<size_t>(k)];
          return mean && k > 0 ? value / (1 - std::pow(memory, static_cast<double>(k))) : value;
        },
        0);
  }
  add(
      std::string(ui.tr("effective rate")), "rate",
      [&](Along axis, int64_t k) { return effective_rate(racer, *path, k, axis); }, 1);
  const float height =
      (ImGui::GetContentRegionAvail().y - ImGui::GetStyle().ItemSpacing.y * static_cast<float>(strips.size() - 1)) /
      static_cast<float>(strips.size());
  for (const Strip& strip : strips) {
    const bool bottom = &strip == &strips.back();
    plot::Figure figure(ui.plots, ui::labelled(strip.label, "arena.inside." + strip.name),
                        {.x_label = bottom ? ui.tr("step") : std::string_view(),
                         .x_format = plot::Format::integer,
                         .x_range = plot::Range{0, static_cast<double>(std::max(1, state.setup.race.steps))},
                         .size = {0, std::max(ui.px(60), height)},
                         .stack = "arena.inside",
                         .controls = plot::Controls::hidden});
    const ImU32 colour = state.colour(ui, state.selected);
    figure.line("x###x", plot::series(strip.values[0]), {.colour = colour, .marker = plot::Marker::none});
    if (both) {
      figure.line("y###y", plot::series(strip.values[1]),
                  {.colour = plot::mix(colour, ui.theme.plot.text, 0.45f),
                   .dash = plot::Dash::dashed,
                   .marker = plot::Marker::none});
    }
    figure.draw();
    ui.mark("arena.inside." + strip.name, strip.label);
  }
}

void ChartPanel::draw_sweep(Frame& frame, ArenaState& state) {
  ui::Ui& ui = frame.ui;
  const Sweep* sweep = state.now->sweep.get();
  const std::vector<size_t> running = state.running();
  const bool ready = sweep && sweep->racers.size() == running.size();
  const std::optional<double> lowest = state.lowest();
  const float bands = static_cast<float>(running.size()) * ui.px(9) + ui.px(22);
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
                  plot::series(lines_[i]), {.colour = state.colour(ui, running[i]), .marker = plot::Marker::none});
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
                       state.colour(ui, running[i]), ui.px(2));
    for (size_t j = 0; j < sweep.rates.size(); ++j) {
      const double ratio = sweep.rates[1] / sweep.rates[0];
      const auto edge = [&](double rate) {
        return std::clamp(static_cast<float>(view.pixel_x(rate)), view.area.min.x, view.area.max.x);
      };
      const float left = edge(sweep.rates[j] / std::sqrt(ratio)), right = edge(sweep.rates[j] * std::sqrt(ratio));
      const Fate fate = sweep.racers[i][j].fate;
      const bool faint = fate == Fate::under_way || fate == Fate::on_plateau;
      const ImU32 colour = colour_of(ui.theme, fate);
      // Told apart without colour: what diverges is thin, what crawls is faint.
      const float thin = fate == Fate::diverged ? ui.px(2.5f) : 0;
      list.AddRectFilled({left, y + thin}, {right, y + ui.px(7) - thin},
                         faint ? plot::with_alpha(colour, 0.35f) : colour);
    }
    const double rate = rate_of(state.setup.race.racers[running[i]]);
    if (rate < view.x.range.min || rate > view.x.range.max) continue;
    const auto x = static_cast<float>(view.pixel_x(rate));
    list.AddRectFilled({x - ui.px(1.5f), y - ui.px(1)}, {x + ui.px(1.5f), y + ui.px(8)}, ui.theme.text);
  }
  ImGui::Dummy({0, static_cast<float>(running.size()) * ui.px(9)});
  const auto key = [&](std::string_view words, Fate fate) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float middle = at.y + ImGui::GetTextLineHeight() / 2, thin = fate == Fate::diverged ? ui.px(2.5f) : 0;
    list.AddRectFilled({at.x, middle - ui.px(3.5f) + thin}, {at.x + ui.px(12), middle + ui.px(3.5f) - thin},
                       fate == Fate::under_way ? plot::with_alpha(ui.theme.muted, 0.35f) : colour_of(ui.theme, fate));
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ui.px(17));
    ui::caption(ui, words);
    ImGui::SameLine(0, ui.px(12));
  };
  const std::string_view reaches = ui.tr(state.lowest() ? "arrives" : "gets away");
  key(reaches, Fate::at_minimum);
  ui.mark("arena.sweep.reaches", std::string(reaches));
  key(ui.tr("on a saddle"), Fate::on_saddle);
  key(ui.tr("crawls"), Fate::under_way);
  key(ui.tr("diverges"), Fate::diverged);
  ImGui::NewLine();
}

}  // namespace saddle::app
