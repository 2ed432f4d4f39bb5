#include "panels/curves/branch_popup.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "plot/number.h"
#include "saddle/catalog.h"
#include "saddle/network_edit.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

constexpr const char* popup = "###branch";

// The property of a layer that says how its weights begin, or null.
const Property* start_of(const Node& node) {
  const Entry* entry = catalog::find(catalog::layers(), node.type);
  return entry ? find(entry->properties, "init") : nullptr;
}

}  // namespace

void BranchPopup::open(Frame& frame) {
  experiment_ = *frame.training.now.experiment;
  layer_.clear();
  wanted_ = true;
}

void BranchPopup::draw(Frame& frame) {
  ui::Ui& ui = frame.ui;
  if (std::exchange(wanted_, false)) ImGui::OpenPopup(popup);
  // Over the curves, whole on any screen.
  const ImVec2 screen = ImGui::GetIO().DisplaySize, corner = ImGui::GetWindowPos();
  const float half = ui.px(182), middle = corner.x + ImGui::GetWindowWidth() / 2;
  ImGui::SetNextWindowPos({std::clamp(middle, half, std::max(half, screen.x - half)),
                           std::clamp(corner.y + ui.px(130), 0.0f, std::max(0.0f, screen.y - ui.px(270)))},
                          ImGuiCond_Always, {0.5f, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(14), ui.px(12)});
  if (ImGui::BeginPopup(popup, ImGuiWindowFlags_NoMove)) {
    const auto& step = frame.focus.time.step;
    if (!step) ImGui::CloseCurrentPopup();
    const std::string number = plot::value_text(static_cast<double>(step.value_or(0)), plot::Format::integer);
    ui::heading(ui, fmt::format(fmt::runtime(ui.tr("Continue from step {}")), number));
    ImGui::Dummy({ui.px(330), 0});
    draw_optimizer(frame);
    draw_layer(frame);
    ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + ui.px(330));
    ui::caption(ui, ui.tr("The run so far stays in Runs; the new curve leaves it here."));
    ImGui::PopTextWrapPos();
    ImGui::Dummy({0, ui.px(2)});
    if (ui::button(ui, "branch.begin", ui.tr("Continue"), {.look = ui::Look::primary, .size = {ui.px(120), 0}})) {
      begin(frame);
      ImGui::CloseCurrentPopup();
    }
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
}

void BranchPopup::draw_optimizer(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const float column = ui.px(120), width = ui.px(210);
  const auto named = [&](std::string_view words) {
    ImGui::AlignTextToFramePadding();
    ui::caption(ui, words);
    ImGui::SameLine(column);
  };
  std::vector<ui::Option> options;
  for (const Entry& entry : catalog::optimizers())
    options.push_back({std::string(entry.name), std::string(ui.tr(entry.title)), std::string(ui.tr(entry.help))});
  Choice& optimizer = experiment_.optimizer;
  named(ui.tr("Optimizer"));
  std::string type = optimizer.type;
  if (ui::combo(ui, "branch.optimizer", type, options, width)) optimizer = {type, {}};
  const Entry* entry = catalog::find(catalog::optimizers(), optimizer.type);
  const Property* row = entry ? find(entry->properties, "learning_rate") : nullptr;
  if (!row) return;
  named(ui.tr("Learning rate"));
  double rate = number_of(value_of(optimizer.properties, *row));
  if (ui::number(ui, "branch.rate", rate, {.min = row->min, .max = row->max, .logarithmic = true, .width = width}))
    set(optimizer.properties, *row, rate);
}

void BranchPopup::draw_layer(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const float column = ui.px(120), width = ui.px(210);
  const std::vector<std::string> names = names_of(experiment_.network);
  std::vector<ui::Option> options{{"", std::string(ui.tr("none"))}};
  for (size_t i = 0; i < names.size(); ++i) {
    if (start_of(experiment_.network[i])) options.push_back({names[i], names[i]});
  }
  if (options.size() == 1) return;
  ImGui::AlignTextToFramePadding();
  ui::caption(ui, ui.tr("Begin anew"));
  ui::tooltip(ui, ui.tr("Begin anew"),
              ui.tr("The weights of this layer are drawn again; all others stay as they are."));
  ImGui::SameLine(column);
  ui::combo(ui, "branch.layer", layer_, options, width);
  const auto at = std::ranges::find(names, layer_);
  if (at == names.end()) return;
  Node& node = experiment_.network[static_cast<size_t>(at - names.begin())];
  const Property& row = *start_of(node);
  ImGui::AlignTextToFramePadding();
  ui::caption(ui, ui.tr("drawn as"));
  ImGui::SameLine(column);
  std::vector<ui::Option> ways;
  for (const Entry& entry : catalog::initializers())
    ways.push_back({std::string(entry.name), std::string(ui.tr(entry.title)), std::string(ui.tr(entry.help))});
  std::string way = to_text(value_of(node.properties, row));
  if (ui::combo(ui, "branch.init", way, ways, width)) set(node.properties, row, way);
}

void BranchPopup::begin(Frame& frame) {
  std::vector<std::string> redrawn;
  if (!layer_.empty()) redrawn.push_back(layer_);
  frame.training.send(command::Branch{
      .step = *frame.focus.time.step, .experiment = experiment_, .redrawn = std::move(redrawn), .run = true});
  frame.draft.experiment = experiment_;
}

}  // namespace saddle::app
