#include "labs/network/pace_choice.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include <fmt/format.h>

#include "model/pace.h"
#include "model/shortcuts.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

std::string words_of(const ui::Ui& ui, double pace) {
  if (pace <= 0) return std::string(ui.tr("full speed"));
  return pace == 1 ? std::string(ui.tr("1 step / s")) : fmt::format(fmt::runtime(ui.tr("{:g} steps / s")), pace);
}

}  // namespace

float pace_choice_width(const ui::Ui& ui) {
  float widest = 0;
  for (const double pace : paces) widest = std::max(widest, ImGui::CalcTextSize(words_of(ui, pace).c_str()).x);
  return widest + ImGui::GetFrameHeight() + 2 * ImGui::GetStyle().FramePadding.x;
}

void draw_pace_choice(Frame& frame, float width) {
  ui::Ui& ui = frame.ui;
  double& pace = frame.workspace.pace;
  std::vector<ui::Option> options;
  for (const double one : paces) options.push_back({fmt::format("{:g}", one), words_of(ui, one)});
  std::string chosen = fmt::format("{:g}", pace);
  // A file may name another.
  if (std::ranges::find(paces, pace) == paces.end()) options.push_back({chosen, words_of(ui, pace)});
  if (ui::combo(ui, "pace", chosen, options, width)) pace = std::strtod(chosen.c_str(), nullptr);
  ui::tooltip(ui, ui.tr("Speed"),
              fmt::format(fmt::runtime(ui.tr("So that every step can be watched. The steps are the same at any speed. "
                                             "Slower: {}, faster: {}.")),
                          keys_of(Action::slower), keys_of(Action::faster)));
}

}  // namespace saddle::app
