#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "labs/arena/chart_panel.h"
#include "ui/widgets.h"

// The table of the racers.
namespace saddle::app {
namespace {

std::string number_text(double value) {
  if (std::isnan(value)) return "–";
  return std::isfinite(value) ? fmt::format("{:.3g}", value) : value < 0 ? "−∞" : "∞";
}

}  // namespace

// What is known at the step that is shown: later arrivals have not happened yet.
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
           ui.tr("Whether a saddle point holds it: it has left once it is lower and a tenth of the diagonal away."));
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
                                                state.color(ui, racer), ui.px(2));
      ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ui.px(14));
      const bool chosen = state.selected == racer;
      ui::text(ui, state.name(ui, racer), chosen ? ui.theme.accent : ui.theme.text, ui.fonts.caption);
      if (ImGui::IsItemClicked()) state.selected = racer;
      ui.mark(name, state.name(ui, racer));
      const auto cell = [&](const char* what, const std::string& words, ImU32 color) {
        ImGui::TableNextColumn();
        ui::text(ui, words, color, ui.fonts.caption);
        ui.mark(name + "." + what, words);
      };
      const bool undefined = outcome->fate == Fate::undefined || (outcome->fate == Fate::left && k == path->steps());
      cell("f", undefined ? std::string(ui.tr("undefined")) : number_text(path->f[at]),
           undefined ? ui.theme.error : ui.theme.text);
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

}  // namespace saddle::app
