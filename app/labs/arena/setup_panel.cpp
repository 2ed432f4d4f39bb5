#include "labs/arena/setup_panel.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "labs/arena/typeset.h"
#include "plot/number.h"
#include "plot/text.h"
#include "saddle/catalog.h"
#include "ui/property_editor.h"
#include "ui/widgets.h"

namespace saddle::app {

void read_function(ArenaState& state) {
  state.fault.reset();
  try {
    state.function = make_function(state.setup.function);
    state.function.domain = state.setup.domain;
  } catch (const FormulaError& error) {
    state.fault = {error.issue(), error.position(), error.length()};
  } catch (const Error& error) {
    state.fault = {error.issue(), 0, state.setup.function.size()};
  }
}

void open_scene(ArenaState& state, const Scene& scene) {
  state.setup = scene.setup;
  state.position = 0;
  state.playing = false;
  state.selected = 0;
  read_function(state);
}

void SetupPanel::draw(Frame& frame, ArenaState& state) {
  draw_scene(frame, state);
  draw_function(frame, state);
  draw_race(frame, state);
  draw_racers(frame, state);
}

void SetupPanel::draw_scene(Frame& frame, ArenaState& state) {
  ui::Ui& ui = frame.ui;
  std::vector<ui::Option> options;
  for (const Scene& scene : scenes()) {
    options.push_back({std::string(scene.name), std::string(ui.tr(scene.title)), std::string(ui.tr(scene.about)),
                       std::string(ui.tr(scene.group))});
  }
  ui::caption(ui, ui.tr("Scene"));
  const auto begun = std::ranges::find(scenes(), std::string_view(state.setup.scene), &Scene::name);
  const bool as_begun = begun != scenes().end() && begun->setup.function == state.setup.function;
  std::string chosen = as_begun ? state.setup.scene : std::string(ui.tr("Your own race"));
  if (ui::combo(ui, "scene", chosen, options)) {
    const auto scene = std::ranges::find(scenes(), std::string_view(chosen), &Scene::name);
    if (scene != scenes().end()) open_scene(state, *scene);
    open_ = -1;
  }
  const auto scene = std::ranges::find(scenes(), std::string_view(state.setup.scene), &Scene::name);
  // What is said of a scene holds for its function; of another one, what is said of that.
  const bool its_own = scene != scenes().end() && scene->setup.function == state.setup.function;
  const Entry* function = catalog::find(catalog::functions(), state.setup.function);
  const std::string_view about = its_own    ? ui.tr(scene->about)
                                 : function ? ui.tr(function->help)
                                            : ui.tr("A function of your own. Drag the start, and see who gets lowest.");
  ImGui::PushTextWrapPos(0);
  ui::caption(ui, about);
  ImGui::PopTextWrapPos();
  ui.mark("scene.about", std::string(about));
}

// The racers that cannot begin: f has no value where they start.
std::string SetupPanel::undefined_start(const ui::Ui& ui, const ArenaState& state) {
  std::string names;
  for (const size_t racer : state.running()) {
    const Outcome* outcome = state.outcome(racer);
    if (!outcome || outcome->fate != Fate::undefined) continue;
    names += (names.empty() ? "" : ", ") + state.name(ui, racer);
  }
  return names;
}

void SetupPanel::draw_function(Frame& frame, ArenaState& state) {
  ui::Ui& ui = frame.ui;
  constexpr const char* own = "own";
  std::vector<ui::Option> options;
  for (const Entry& entry : catalog::functions()) {
    options.push_back({std::string(entry.name), std::string(ui.tr(entry.title)), std::string(ui.tr(entry.help)), {}});
  }
  options.push_back({own, std::string(ui.tr("Your own")), {}, {}});
  const bool known = catalog::find(catalog::functions(), state.setup.function) != nullptr;
  ui::caption(ui, ui.tr("Function"));
  std::string chosen = known ? state.setup.function : own;
  if (ui::combo(ui, "function", chosen, options) && chosen != own) {
    const Function function = make_function(chosen);
    state.setup.function = chosen;
    state.setup.domain = function.domain;
    state.setup.race.start = function.start;
    state.setup.highest = 0;
    read_function(state);
    state.position = 0;
  }
  std::string formula = known ? state.function.formula : state.setup.function;
  ImGui::AlignTextToFramePadding();
  const bool both = state.function.surface && state.function.surface->dimensions() == 2;
  ui::text(ui, both ? "f(x, y) =" : "f(x) =", ui.theme.muted, ui.fonts.body);
  ImGui::SameLine(0, ui.px(6));
  if (ui::text_field(ui, "function.formula", formula)) {
    state.setup.function = formula;
    read_function(state);
    state.typed_at = ImGui::GetTime();
  }
  if (ImGui::IsItemDeactivated()) state.typed_at = ArenaState().typed_at;  // nothing more comes
  ui::tooltip(
      ui, ui.tr("Any formula in x and y"),
      ui.tr("+ − * / ^, parentheses, pi, e, sin, cos, tan, exp, log, sqrt, abs, sign, tanh, sigmoid, relu, min, max. "
            "2x means 2*x."),
      "x^2/20 + y^2");
  if (state.fault) {
    draw_fault(ui, state);
  } else if (const std::string who = undefined_start(ui, state); !who.empty()) {
    ImGui::PushTextWrapPos(0);
    ui::text(ui,
             fmt::format(fmt::runtime(ui.tr("f is undefined at the start of {}; drag its ring elsewhere, or type "
                                            "another start")),
                         who),
             ui.theme.error, ui.fonts.caption);
    ImGui::PopTextWrapPos();
    ui.mark("start.undefined", who);
  } else if (state.now->walks) {
    const GradientCheckAt& check = state.now->walks->gradient;
    const std::string words =
        fmt::format(fmt::runtime(ui.tr("Gradient: automatic, {} off differences")),
                    std::isfinite(check.difference) ? fmt::format("{:.0e}", check.difference) : std::string("–"));
    ui::caption(ui, words);
    ui.mark("gradient.check", words);
    ui::tooltip(
        ui, ui.tr("How the gradient is computed"),
        fmt::format(fmt::runtime(ui.tr("By automatic differentiation of the formula: exact up to rounding. At the "
                                       "start it is compared with Ridders' method, differences extrapolated to a "
                                       "step of 0, whose own error there is about {}.")),
                    fmt::format("{:.0e}", check.error)));
  }
}

// The formula once more, with what is wrong in it marked, and why.
void SetupPanel::draw_fault(ui::Ui& ui, const ArenaState& state) {
  const std::string& text = state.setup.function;
  const size_t from = std::min(state.fault->position, text.size()),
               length = std::min(state.fault->length, text.size() - from);
  // The part around the fault that has room.
  const float room = ImGui::GetContentRegionAvail().x;
  size_t first = 0;
  const auto width = [&](size_t a, size_t b) { return ImGui::CalcTextSize(text.data() + a, text.data() + b).x; };
  while (first < from && width(first, from + length) > room * 0.8f) ++first;
  while (first < from && (static_cast<unsigned char>(text[first]) & 0xc0) == 0x80) ++first;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float before = width(first, from), wrong = std::max(ui.px(8), width(from, from + length)),
              height = ImGui::GetTextLineHeight();
  list.PushClipRect(at, {at.x + room, at.y + height + ui.px(4)}, true);
  list.AddText(at, ui.theme.muted, text.data() + first, text.data() + from);
  list.AddText({at.x + before, at.y}, ui.theme.error, text.data() + from, text.data() + from + length);
  list.AddText({at.x + before + width(from, from + length), at.y}, ui.theme.muted, text.data() + from + length,
               text.data() + text.size());
  list.AddRectFilled({at.x + before, at.y + height}, {at.x + before + wrong, at.y + height + ui.px(2)}, ui.theme.error);
  list.PopClipRect();
  ImGui::Dummy({room, height + ui.px(4)});
  ImGui::PushTextWrapPos(0);
  Issue issue = state.fault->issue;
  issue.where.clear();
  ui::text(ui, ui.language(issue), ui.theme.error, ui.fonts.caption);
  ImGui::PopTextWrapPos();
  ui.mark("function.fault", issue.text());
}

void SetupPanel::draw_race(Frame& frame, ArenaState& state) {
  ui::Ui& ui = frame.ui;
  Race& race = state.setup.race;
  const bool both = !state.function.surface || state.function.surface->dimensions() == 2;
  // Two numbers beside a label, or one of them as wide.
  const float room = ImGui::GetContentRegionAvail().x - std::min(ui.px(118), ImGui::GetWindowWidth() * 0.36f),
              field = std::clamp((room - ui.px(6)) / 2, ui.px(40), ui.px(78));
  const ui::NumberOptions place{.min = -1e6, .max = 1e6, .logarithmic = true, .width = field};
  ui::row(ui, ui.tr("Start"),
          ui.tr("Where racers begin that have no start of their own. Drag the ring on the map, or "
                "drag or type here."));
  ui::number(ui, "start.x", race.start.x, place);
  if (both) {
    ImGui::SameLine(0, ui.px(6));
    ui::number(ui, "start.y", race.start.y, place);
  }
  ui::row(ui, ui.tr("Steps"), ui.tr("How many steps each racer makes."));
  ui::number(ui, "steps", race.steps, {.min = 1, .max = 10000, .logarithmic = true, .width = field});
  ui::row(ui, ui.tr("Noise"),
          ui.tr("Standard deviation of the noise added to the gradient at each step, as mini-batches add it. All "
                "racers get the same noise."));
  const std::string none(ui.tr("none"));
  ui::number(ui, "noise", race.noise, {.min = 0, .max = 1000, .logarithmic = true, .zero = none, .width = field});
  ImGui::SameLine(0, ui.px(6));
  ui::number(ui, "seed", race.seed, {.min = 0, .max = 1000000, .width = field});
  ui::tooltip(ui, ui.tr("Seed"), ui.tr("Same seed, same noise."));
}

void SetupPanel::draw_racers(Frame& frame, ArenaState& state) {
  ui::Ui& ui = frame.ui;
  ImGui::Dummy({0, ui.px(2)});
  ImGui::AlignTextToFramePadding();
  ui::heading(ui, ui.tr("Racers"));
  ImGui::SameLine(0, ui.px(12));
  std::vector<ui::Option> options;
  for (const Entry& entry : catalog::optimizers()) {
    options.push_back({std::string(entry.name), std::string(ui.tr(entry.title)), std::string(ui.tr(entry.help)), {}});
  }
  std::string chosen(ui.tr("+ Add"));
  if (ui::combo(ui, "racer.add", chosen, options, ui.px(120))) {
    add_racer(state.setup, chosen);
    state.selected = state.setup.race.racers.size() - 1;
  }
  std::optional<size_t> removed;
  for (size_t i = 0; i < state.setup.race.racers.size(); ++i) {
    ImGui::PushID(static_cast<int>(i));
    if (draw_racer(frame, state, i)) removed = i;
    ImGui::PopID();
  }
  if (!removed) return;
  remove_racer(state.setup, *removed);
  open_ = -1;
  state.selected = 0;
}

bool SetupPanel::draw_racer(Frame& frame, ArenaState& state, size_t index) {
  ui::Ui& ui = frame.ui;
  Racer& racer = state.setup.race.racers[index];
  const std::string name = "racer" + std::to_string(index);
  const Entry& entry = catalog::get(catalog::optimizers(), racer.optimizer.type, name);
  const bool open = open_ == static_cast<int>(index);
  const float height = ImGui::GetFrameHeight();

  const ImVec2 at = ImGui::GetCursorScreenPos();
  if (ImGui::InvisibleButton("color", {ui.px(20), height}))
    state.setup.colors[index] = (state.setup.colors[index] + 1) % 8;
  ImGui::GetWindowDrawList()->AddRectFilled({at.x + ui.px(1), at.y + height / 2 - ui.px(8)},
                                            {at.x + ui.px(17), at.y + height / 2 + ui.px(8)}, state.color(ui, index),
                                            ui.px(4));
  ui.mark(name + ".color", std::to_string(state.setup.colors[index]));
  ui::tooltip(ui, {}, ui.tr("Another color"));
  ImGui::SameLine(0, ui.px(4));
  ui::checkbox(ui, name + ".on", racer.on);
  ui::tooltip(ui, {}, ui.tr("Takes part"));
  ImGui::SameLine(0, ui.px(6));
  const float rate = ui.px(88), remove = ui.px(28), gap = ui.px(4), room = ImGui::GetContentRegionAvail().x;
  // Without room for a name, the rate stands in a line of its own.
  const bool below = room - rate - remove - 2 * gap < ui.px(104);
  const float label = room - remove - gap - (below ? 0 : rate + gap);
  const bool selected = state.selected == index;
  const auto draw_remove = [&] {
    return ui::button(ui, name + ".remove", "✕", {.look = ui::Look::quiet, .size = {remove, 0}});
  };
  const std::string title =
      plot::shortened((open ? "▾ " : "▸ ") + state.name(ui, index), label - 2 * ImGui::GetStyle().FramePadding.x);
  if (ui::button(ui, name, title, {.look = selected ? ui::Look::plain : ui::Look::quiet, .size = {label, 0}})) {
    open_ = open ? -1 : static_cast<int>(index);
    state.selected = index;
  }
  ui::tooltip(ui, ui.tr(entry.title), ui.tr(entry.help), typeset(entry.formula));
  ImGui::SameLine(0, gap);
  bool removed = below && draw_remove();
  if (below) ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x - rate);
  const Property& row = *find(entry.properties, "learning_rate");
  double learning_rate = number_of(value_of(racer.optimizer.properties, row));
  if (ui::number(ui, name + ".rate", learning_rate,
                 {.min = row.min, .max = row.max, .logarithmic = true, .width = rate})) {
    set(racer.optimizer.properties, row, learning_rate);
  }
  ui::tooltip(ui, ui.tr("Learning rate"), ui.tr("Drag, or double click and type. Alt drags finely."), "η");
  if (!below) {
    ImGui::SameLine(0, gap);
    removed = draw_remove();
  }
  if (!open) return removed;

  ImGui::Indent(ui.px(24));
  ui::row(ui, ui.tr("Name"));
  ui::text_field(ui, name + ".name", racer.name);
  ui::edit(ui, name, racer.optimizer.properties, entry.properties);
  ui::row(ui, ui.tr("Own start"), ui.tr("This racer starts where its own ring stands on the map."));
  bool own = racer.start.has_value();
  if (ui::checkbox(ui, name + ".own_start", own)) {
    racer.start.reset();
    if (own) racer.start = state.setup.race.start;
  }
  ImGui::Unindent(ui.px(24));
  return removed;
}

}  // namespace saddle::app
