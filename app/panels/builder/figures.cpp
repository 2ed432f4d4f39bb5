#include "panels/builder/figures.h"

#include <algorithm>

#include <fmt/format.h>

#include "model/layer_text.h"
#include "saddle/catalog.h"
#include "saddle/traits.h"

namespace saddle::app {
namespace {

ImU32 color_of(const ui::Ui& ui, const std::string& type) {
  using Family = LayerTraits::Family;
  const plot::Style& style = ui.theme.plot;
  switch (catalog::layer_traits(type).family) {
    case Family::convolution:
      return style.series(0);
    case Family::dense:
      return style.series(1);
    case Family::resizing:
      return style.series(2);
    case Family::plain:
    case Family::activation:
      return style.series(3);
    case Family::normalization:
      return style.series(4);
    case Family::merge:
      return style.series(5);
    case Family::auxiliary:
      return style.series(6);
  }
  return style.series(3);
}

}  // namespace

std::string_view title_of(const ui::Ui& ui, const Block& block) {
  switch (block.kind) {
    case Block::Kind::residual:
      return ui.tr("Residual block");
    case Block::Kind::inception:
      return ui.tr("Inception block");
    case Block::Kind::dense:
      return ui.tr("Dense block layer");
    case Block::Kind::stage:
      return ui.tr("Stage");
    case Block::Kind::auxiliary:
      return ui.tr("Way to an auxiliary output");
  }
  return "";
}

Sums sums_of(const DraftAnalysis& analysis, const std::vector<NodeIndex>& nodes) {
  Sums sums{.layers = static_cast<int>(nodes.size())};
  for (const Plan::Step& step : analysis.plan.steps) {
    if (!std::ranges::binary_search(nodes, step.node)) continue;
    sums.parameters += step.parameters;
    sums.macs += step.macs;
    sums.values += step.shape.size();
  }
  return sums;
}

ItemText item_text(const ui::Ui& ui, const GraphContent& content, int index) {
  using Kind = ShownGraph::Item::Kind;
  const ShownGraph::Item& item = content.graph.items[static_cast<size_t>(index)];
  if (item.kind == Kind::data)
    return {
        content.data_title, content.data_detail, {}, std::string(ui.tr("One sample of the data set.")), {}, 0, false};
  if (item.kind == Kind::loss)
    return {
        content.loss_title, content.loss_detail, {}, std::string(ui.tr("What training makes small.")), {}, 0, false};
  const DraftAnalysis& analysis = content.analysis;
  const Plan::Step* step = analysis.plan.step_of(item.node);
  ItemText text;
  text.detail = step ? shape_text(*step) : std::string(ui.tr("shape unknown"));
  if (item.kind == Kind::block) {
    const Block& block = content.graph.blocks[static_cast<size_t>(item.block)];
    const Sums sums = sums_of(analysis, block.nodes);
    text.title = block.title.empty() ? std::string(title_of(ui, block)) : block.title;
    text.gist = fmt::format("×{}", sums.layers);
    if (step) text.detail = step->shape.text() + (sums.parameters > 0 ? " · " + grouped(sums.parameters) : "");
    text.tooltip =
        Issue::fill(std::string(ui.tr("{}: {} layers, {} parameters. Double-click unfolds it.")),
                    {std::string(title_of(ui, block)), std::to_string(sums.layers), grouped(sums.parameters)});
    text.color = ui.theme.accent;
    for (const Fault& fault : analysis.faults) {
      text.faulty =
          text.faulty || std::ranges::any_of(block.nodes, [&](NodeIndex node) { return concerns(fault.issue, node); });
    }
    return text;
  }
  const Node& node = content.network[static_cast<size_t>(item.node)];
  const Entry* entry = catalog::find(catalog::layers(), node.type);
  // Where numbers are read off the wires a name says what they are of; the tooltip has the kind of layer.
  const std::string kind(ui.tr(entry ? entry->title : node.type));
  const bool computes = std::ranges::any_of(content.values, [](const NodeValue& v) { return !v.value.empty(); });
  text.title = !computes || node.name.empty() ? kind : node.name;
  if (entry) {
    text.gist = gist(node, *entry);
    text.tooltip = text.title == kind ? "" : kind + ". ";
    text.tooltip += ui.tr(entry->help);
    text.formula = entry->formula;
  }
  text.color = color_of(ui, node.type);
  text.faulty = std::ranges::any_of(analysis.faults, [&](const Fault& f) { return concerns(f.issue, item.node); });
  return text;
}

}  // namespace saddle::app
