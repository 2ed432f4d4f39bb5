#include "labs/concepts/graph/detail.h"

#include <fmt/format.h>

#include "labs/concepts/graph/picture.h"
#include "labs/concepts/shared/levers.h"

namespace saddle::app {
namespace {

std::string in_a_line(std::string text) {
  const bool rows = text.find('\n') != text.npos;
  for (size_t at = text.find('\n'); at != text.npos; at = text.find('\n', at)) text.replace(at, 1, ", ");
  return rows ? "[" + text + "]" : text;
}

void say_issue(PageView& page, const std::optional<Issue>& issue) {
  if (issue) say(page, ui::capitalized(page.ui.language(*issue), *issue), page.ui.theme.error);
}

// "→ apple:  1.1 × 2 = 2.2   (local derivative: b)"
void draw_wire_back(PageView& page, const GraphScene& scene, const GraphEdge& edge) {
  ui::Ui& ui = page.ui;
  if (scene.graph.nodes[static_cast<size_t>(edge.from)].operation == GraphOperation::constant) return;
  const GraphNumbers& gradient = scene.pass.gradients[static_cast<size_t>(edge.to)];
  const std::string above = in_a_line(shown_gradient(page, scene, edge.to, gradient));
  const std::string local = in_a_line(numbers_text(edge.local));
  const std::string back = in_a_line(shown_gradient(page, scene, edge.from, edge.back));
  const char* sign = edge.product == GraphEdge::Product::elementwise ? "×" : "@";
  const bool left = edge.product == GraphEdge::Product::local_at_above;
  std::string words = fmt::format("→ {}:  {} {} {} = {}   ({}: {})", scene.words(edge.from), left ? local : above, sign,
                                  left ? above : local, back, ui.tr("local derivative"), edge.rule);
  if (edge.summed) words += "   " + std::string(ui.tr("forward copied it: what comes back is added up"));
  say(page, words, ui.theme.plot.series(1));
  ui.mark(page.mark("back_" + scene.key(edge.from)), words);
}

}  // namespace

void draw_graph_detail(PageView& page, const GraphScene& scene, const GraphPlay& play, int step,
                       std::optional<int> node) {
  ui::Ui& ui = page.ui;
  if (!node) return say(page, ui.tr("Blue goes forward, orange comes back. Click a node to see what it does."));
  const auto at = static_cast<size_t>(*node);
  const std::string forward = scene.words(*node) + " = " + in_a_line(numbers_text(scene.pass.values[at]));
  if (play.has_value(*node, step)) {
    say(page, forward, ui.theme.plot.series(0));
    ui.mark(page.mark("detail"), forward);
    say_issue(page, scene.pass.value_issues[at]);
  }
  const auto above = gradient_by(scene, play, *node, step);
  if (!above) return;
  for (const GraphEdge& edge : scene.pass.edges) {
    if (edge.to == *node && play.has_sent_back(*node, step)) draw_wire_back(page, scene, edge);
  }
  if (scene.graph.nodes[at].operands.empty())
    say(page, fmt::format("∂y/∂{} = {}", scene.words(*node), in_a_line(shown_gradient(page, scene, *node, *above))),
        ui.theme.plot.series(1));
  say_issue(page, scene.pass.gradient_issues[at]);
}

}  // namespace saddle::app
