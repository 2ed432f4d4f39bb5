#include "shell/bar.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "plot/text.h"
#include "shell/tapes.h"
#include "ui/toolbar.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

// What stays when the bar has no room for all, against the ranks of the labs' own controls.
constexpr int rank_of_name = 0, rank_of_looks = 10, rank_of_scale = 20, rank_of_keys = 30, rank_of_tabs = 50,
              rank_of_files = 65;

using Answer = std::optional<Pressed>;
using Form = ui::Toolbar::Form;

void add_name(ui::Ui& ui, ui::Toolbar& bar) {
  const float height = plot::font_size(ui.fonts.title);
  bar.add({.name = "name",
           .width = plot::text_size("Saddle", {.font = ui.fonts.title}).x,
           .rank = rank_of_name,
           .draw =
               [&ui, height](Form) {
                 ImGui::SetCursorPosY(ImGui::GetCursorPosY() + (ImGui::GetFrameHeight() - height) / 2);
                 ui::text(ui, "Saddle", ui.theme.accent, ui.fonts.title);
                 return false;
               },
           .left_out = true});
}

void add_tabs(ui::Ui& ui, ui::Toolbar& bar, const std::vector<LabType>& labs, size_t open, Answer& pressed) {
  for (size_t lab = 0; lab < labs.size(); ++lab) {
    const LabType& type = labs[lab];
    bar.add({.name = "lab." + std::string(type.name),
             .width = ui::button_width(ui.tr(type.title)),
             .rank = rank_of_tabs,
             .draw =
                 [&ui, &type, &pressed, lab, open](Form) {
                   const std::string help = std::string(ui.tr(type.help)) + "  Ctrl+" + std::to_string(lab + 1);
                   if (!ui::button(ui, "lab." + std::string(type.name), ui.tr(type.title),
                                   {.look = lab == open ? ui::Look::plain : ui::Look::quiet, .tooltip = help}))
                     return false;
                   pressed = {Action::lab, static_cast<int>(lab)};
                   return true;
                 },
             .gap = lab > 0 ? ui.px(2) : ui.px(18)});
  }
}

// Each opens at once, in the lab that shows runs.
void draw_tapes(Frame& frame) {
  ui::Ui& ui = frame.ui;
  if (shipped_tapes().empty()) return;
  const bool open = ImGui::BeginMenu(ui::labeled(ui.tr("Tapes"), "file/tapes").c_str());
  ui.mark("file/tapes", std::string(ui.tr("Tapes")));
  if (!open)
    return ui::tooltip(ui, ui.tr("Tapes"),
                       ui.tr("Runs to be looked through: drag along the loss curve, and every panel goes back to that "
                             "step."));
  for (const Preset& tape : shipped_tapes()) {
    const std::string mark = "file/tape." + tape.name;
    if (ImGui::MenuItem(ui::labeled(ui.tr(tape.experiment.name), mark).c_str())) {
      frame.focus.wanted_file = file_of_tape(tape).string();
      frame.focus.wanted_lab = "network";
    }
    ui.mark(mark, std::string(ui.tr(tape.experiment.name)));
    ui::tooltip(ui, ui.tr(tape.experiment.name), ui.tr(tape.experiment.about));
  }
  ImGui::EndMenu();
}

Answer draw_file_menu(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const RunSnapshot& now = frame.training.now;
  Answer pressed;
  constexpr const char* name = "###file_menu";
  if (ui::button(ui, "file", ui.tr("File"), {.look = ui::Look::quiet})) ImGui::OpenPopup(name);
  // Not where its mark is: in a window without room it has none. At the right end of the window it opens to the left.
  const ImVec2 from = ImGui::GetItemRectMin(), to = ImGui::GetItemRectMax(), screen = ImGui::GetIO().DisplaySize;
  const bool leftwards = from.x > screen.x / 2;
  const float top = to.y + ui.px(6);
  ImGui::SetNextWindowPos({leftwards ? std::min(to.x + ui.px(40), screen.x - ui.px(4)) : from.x, top}, ImGuiCond_Always,
                          {leftwards ? 1.0f : 0.0f, 0.0f});
  ImGui::SetNextWindowSizeConstraints({0, 0}, {screen.x, std::max(ui.px(80), screen.y - top - ui.px(4))});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(8), ui.px(8)});
  if (ImGui::BeginPopup(name, ImGuiWindowFlags_NoMove)) {
    const auto offer = [&](const Shortcut& shortcut) {
      const std::string mark = "file/" + std::string(shortcut.name);
      const bool needs_steps = shortcut.action == Action::save_model || shortcut.action == Action::save_checkpoint ||
                               shortcut.action == Action::save_tape || shortcut.action == Action::save_report;
      const bool enabled = !needs_steps || (now.experiment && now.steps > 0);
      const std::string keys = keys_of(shortcut.action);
      if (ImGui::MenuItem(ui::labeled(ui.tr(shortcut.help), mark).c_str(), keys.c_str(), false, enabled))
        pressed = {shortcut.action};
      ui.mark(mark, keys, enabled);
    };
    const auto parted = [&](const auto& chosen) {
      for (const Shortcut& shortcut : shortcuts()) {
        if (chosen(shortcut)) offer(shortcut);
      }
    };
    parted([](const Shortcut& each) { return each.section == "Files" && each.action != Action::quit; });
    draw_tapes(frame);
    ImGui::Separator();
    parted([](const Shortcut& each) { return each.action == Action::full_screen || each.action == Action::keys; });
    ImGui::Separator();
    parted([](const Shortcut& each) { return each.action == Action::quit; });
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
  return pressed;
}

// Smaller, how large, larger: one item, since none of them says much alone.
Answer draw_scale(ui::Ui& ui, const std::string& scale) {
  const float gap = ui.px(4);
  Answer pressed;
  if (ui::button(ui, "smaller", "−",
                 {.look = ui::Look::quiet, .tooltip = with_keys(ui.tr("Everything smaller"), Action::smaller)}))
    pressed = {Action::smaller};
  ImGui::SameLine(0, gap);
  ImGui::AlignTextToFramePadding();
  ui::text(ui, scale, ui.theme.muted, ui.fonts.body);
  ui.mark("scale", scale);
  ImGui::SameLine(0, gap);
  if (ui::button(ui, "larger", "+",
                 {.look = ui::Look::quiet,
                  .tooltip = with_keys(ui.tr("Everything larger, for the back row"), Action::larger)}))
    pressed = {Action::larger};
  return pressed;
}

// `asks`: the open lab can be asked about.
void add_looks(Frame& frame, ui::Toolbar& bar, const Settings& settings, bool asks, Answer& pressed) {
  ui::Ui& ui = frame.ui;
  const float gap = ui.px(4);
  // `draw` is one of the functions above, or draws a button.
  const auto add = [&](std::string name, float width, int rank, std::string label, std::function<Answer()> draw) {
    bar.add({.name = std::move(name),
             .width = width,
             .rank = rank,
             .draw =
                 [&pressed, draw = std::move(draw)](Form) {
                   const Answer answer = draw();
                   if (answer) pressed = answer;
                   return answer && answer->action != Action::smaller && answer->action != Action::larger;
                 },
             .label = std::move(label),
             .gap = gap,
             .at_end = true});
  };
  const auto button = [&ui](const char* name, std::string_view label, Action action, const std::string& help) {
    return [&ui, name, label = std::string(label), action, help]() -> Answer {
      if (!ui::button(ui, name, label, {.look = ui::Look::quiet, .tooltip = help})) return std::nullopt;
      return Pressed{action};
    };
  };
  if (asks)
    add("vote", ui::button_width(ui.tr("Vote")), rank_of_looks, {},
        button("vote", ui.tr("Vote"), Action::ask_class,
               with_keys(ui.tr("Asks the class to predict what will come of it: a show of hands, twice"),
                         Action::ask_class)));
  add("file", ui::button_width(ui.tr("File")), rank_of_files, {}, [&frame] { return draw_file_menu(frame); });
  const std::string_view language = settings.language == "en" ? "한국어" : "English";
  add("language", ui::button_width(language), rank_of_looks, {}, button("language", language, Action::language, {}));
  const std::string_view look = settings.dark ? ui.tr("Light") : ui.tr("Dark");
  add("theme", ui::button_width(look), rank_of_looks, {}, button("theme", look, Action::theme, {}));
  const std::string scale = fmt::format("{:.0f} %", 100 * settings.scale);
  add("scale", ui::button_width("−") + ImGui::CalcTextSize(scale.c_str()).x + ui::button_width("+") + 2 * gap,
      rank_of_scale, std::string(ui.tr("Size")), [&ui, scale] { return draw_scale(ui, scale); });
  add("keys.list", ui::button_width("?"), rank_of_keys, std::string(ui.tr("All keys")),
      button("keys.list", "?", Action::keys, with_keys(ui.tr("All keys"), Action::keys)));
}

}  // namespace

std::optional<Pressed> draw_bar(Frame& frame, const LabSet& labs, const Settings& settings) {
  ui::Ui& ui = frame.ui;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(16), ui.px(10)});
  ImGui::PushStyleVar(ImGuiStyleVar_ChildRounding, 0);
  ImGui::BeginChild(
      "###bar", {0, ui.px(54)}, false,
      ImGuiWindowFlags_AlwaysUseWindowPadding | ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  ImGui::PopStyleVar(2);
  ImGui::SetCursorPosY(std::floor((ui.px(54) - ImGui::GetFrameHeight()) / 2));
  std::optional<Pressed> tab, pressed;
  ui::Toolbar bar("bar.more");
  add_name(ui, bar);
  add_tabs(ui, bar, labs.types(), labs.open_index(), tab);
  labs.open().add_controls(frame, bar);
  const std::string_view lab = labs.open_name();
  add_looks(frame, bar, settings, lab == "network" || lab == "compare", pressed);
  bar.draw(ui);
  ImGui::EndChild();
  return tab ? tab : pressed;
}

}  // namespace saddle::app
