#include "panels/builder/inspector.h"

#include <algorithm>

#include <fmt/format.h>

#include "model/layer_text.h"
#include "panels/builder/figures.h"
#include "panels/network/fault_notice.h"
#include "saddle/catalog.h"
#include "saddle/surgery.h"
#include "ui/property_editor.h"
#include "ui/widgets.h"

namespace saddle::app {
namespace {

void figure(ui::Ui& ui, const char* name, std::string_view label, const std::string& value, std::string_view help,
            std::string_view formula = {}) {
  ui::row(ui, label, help, formula);
  ui::text(ui, value, ui.theme.text, ui.fonts.body);
  ui.mark(name, value);
}

void draw_sums(ui::Ui& ui, const Sums& sums) {
  figure(ui, "builder.parameters", ui.tr("Parameters"), grouped(sums.parameters),
         ui.tr("Numbers that are learned: weights and biases."));
  figure(ui, "builder.flops", ui.tr("FLOPs"), brief(2.0 * static_cast<double>(sums.macs)),
         ui.tr("Multiplications and additions of one forward pass over one sample."), "FLOPs = 2 * multiply-adds");
  figure(ui, "builder.memory", ui.tr("Memory"),
         memory_text(4.0 * static_cast<double>(sums.parameters)) + " + " +
             memory_text(4.0 * static_cast<double>(sums.values)),
         ui.tr("Of the parameters, and of the activations of one sample, at 4 bytes a number."));
}

std::vector<ui::Option> losses_as_options(ui::Ui& ui) {
  std::vector<ui::Option> options;
  for (const Entry& entry : catalog::losses())
    options.push_back({std::string(entry.name), std::string(ui.tr(entry.title)),
                       std::string(ui.tr(entry.help)) + "\n" + std::string(entry.formula)});
  return options;
}

}  // namespace

Inspector::Wish Inspector::draw(Frame& frame, const ShownGraph& graph, const Selection& selection, bool focus) {
  ui::Ui& ui = frame.ui;
  Wish wish = Wish::none;
  const auto buttons = [&] {
    const float gap = ui.px(4), width = (ImGui::GetContentRegionAvail().x - gap) / 2;
    struct Button {
      const char* name;
      std::string_view label, keys;
      Wish wish;
    };
    const Button all[] = {{"builder.duplicate", ui.tr("Duplicate"), "Ctrl+D", Wish::duplicate},
                          {"builder.remove", ui.tr("Remove"), "Delete", Wish::remove},
                          {"builder.copy", ui.tr("Copy"), "Ctrl+C", Wish::copy},
                          {"builder.cut", ui.tr("Cut"), "Ctrl+X", Wish::cut}};
    for (size_t i = 0; i < std::size(all); ++i) {
      if (i % 2 == 1) ImGui::SameLine(0, gap);
      if (ui::button(ui, all[i].name, all[i].label, {.size = {width, 0}, .tooltip = all[i].keys})) wish = all[i].wish;
    }
  };
  const DraftAnalysis& analysis = frame.analyses.of(frame.draft.experiment);
  if (selection.single()) {
    draw_layer(frame, selection.nodes.front(), focus);
    ImGui::Dummy({0, ui.px(4)});
    buttons();
  } else if (!selection.nodes.empty()) {
    const auto block = std::ranges::find(graph.blocks, selection.nodes, &Block::nodes);
    const bool known = block != graph.blocks.end();
    if (known && !block->title.empty()) ui::heading(ui, block->title);
    ui::text(ui, known ? title_of(ui, *block) : ui.tr("Selected layers"), ui.theme.text,
             known && !block->title.empty() ? ui.fonts.body : ui.fonts.strong);
    const Sums sums = sums_of(analysis, selection.nodes);
    figure(ui, "builder.layers", ui.tr("Layers"), std::to_string(sums.layers), {});
    draw_sums(ui, sums);
    if (known && ui::button(ui, "builder.fold", ui.tr("Fold / unfold"), {.size = {-1, 0}})) wish = Wish::fold;
    buttons();
  } else {
    draw_network(frame);
  }
  return wish;
}

void Inspector::draw_name(Frame& frame, NodeIndex index, bool focus) {
  ui::Ui& ui = frame.ui;
  Node& node = frame.draft.experiment.network[static_cast<size_t>(index)];
  ui::row(ui, ui.tr("Name"),
          ui.tr("Other layers name it as their input; files keep its weights under it. Empty: its "
                "type and a number."));
  std::string name = node.name;
  if (focus) ImGui::SetKeyboardFocusHere();
  if (ui::text_field(ui, "builder.name", name)) edit::rename(frame.draft.experiment.network, index, name);
}

void Inspector::draw_layer(Frame& frame, NodeIndex index, bool focus) {
  ui::Ui& ui = frame.ui;
  const Node& node = frame.draft.experiment.network[static_cast<size_t>(index)];
  const Entry* entry = catalog::find(catalog::layers(), node.type);
  ui::heading(ui, ui.tr(entry ? entry->title : node.type));
  ui.mark("builder.chosen", frame.analyses.of(frame.draft.experiment).names[static_cast<size_t>(index)]);
  if (!entry) return;
  ImGui::PushTextWrapPos(0);
  ui::caption(ui, ui.tr(entry->help));
  if (!entry->formula.empty()) ui::text(ui, entry->formula, ui.theme.accent, ui.fonts.body);
  ImGui::PopTextWrapPos();
  draw_name(frame, index, focus);
  weights_.draw(frame, index);
  ui::edit(ui, "builder.layer", frame.draft.experiment.network[static_cast<size_t>(index)].properties,
           without_surgery(entry->properties));
  const DraftAnalysis& analysis = frame.analyses.of(frame.draft.experiment);
  const Plan::Step* step = analysis.plan.step_of(index);
  ImGui::Dummy({0, ui.px(2)});
  figure(ui, "builder.shape", ui.tr("Output"), step ? step->shape.text() : std::string(ui.tr("shape unknown")),
         ui.tr("The shape of the output for one sample: (channels, height, width) or (features)."));
  if (!step) return;
  draw_sums(ui, sums_of(analysis, {index}));
  if (!step->field) return;
  figure(ui, "builder.field", ui.tr("Receptive field"),
         fmt::format("{:.4g} × {:.4g}", step->field->rows.size, step->field->columns.size),
         ui.tr("How many pixels of the picture, in height and width, one number of the output can see."));
}

void Inspector::draw_network(Frame& frame) {
  ui::Ui& ui = frame.ui;
  const DraftAnalysis& analysis = frame.analyses.of(frame.draft.experiment);
  ui::heading(ui, ui.tr("The network"));
  const Sums sums = sums_of(analysis, all_nodes(frame.draft.experiment.network));
  figure(ui, "builder.layers", ui.tr("Layers"), std::to_string(sums.layers), {});
  draw_sums(ui, sums);
  draw_loss(frame);
  ImGui::Dummy({0, ui.px(4)});
  ImGui::PushTextWrapPos(0);
  ui::caption(ui, ui.tr("Click a layer to set it. + on a wire inserts one; drag from a layer's dot to connect. Wheel: "
                        "zoom, drag: move, Shift: choose several."));
  ImGui::PopTextWrapPos();
}

void Inspector::draw_loss(Frame& frame) {
  ui::Ui& ui = frame.ui;
  Choice& loss = frame.draft.experiment.loss;
  const Entry* entry = catalog::find(catalog::losses(), loss.type);
  const auto losses = losses_as_options(ui);
  ui::row(ui, ui.tr("Loss"), entry ? ui.tr(entry->help) : std::string_view(),
          entry ? entry->formula : std::string_view(), ui::combo_width(losses));
  std::string type = loss.type;
  if (ui::combo(ui, "builder.loss.type", type, losses)) loss = {type};
  if (entry)
    ui::edit(ui, "builder.loss", loss.properties, catalog::get(catalog::losses(), loss.type, "loss").properties);
}

}  // namespace saddle::app
