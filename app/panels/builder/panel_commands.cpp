#include <algorithm>

#include "panels/builder/actions.h"
#include "panels/builder/panel.h"
#include "ui/keys.h"

// What mouse and keys do to the network.
namespace saddle::app {

void BuilderPanel::copy(const Frame& frame) const {
  if (!selection_.nodes.empty())
    ImGui::SetClipboardText(actions::copied(frame.draft.experiment.network, selection_).c_str());
}

void BuilderPanel::toggle(const std::string& block) {
  if (!options_.folded.erase(block)) options_.folded.insert(block);
}

void BuilderPanel::obey(Frame& frame, const GraphEvents& events) {
  auto& network = frame.draft.experiment.network;
  if (events.click != GraphEvents::Click::none) paste_issue_.reset();
  switch (events.click) {
    case GraphEvents::Click::empty:
      selection_.clear();
      frame.focus.node.clear();
      followed_.clear();
      break;
    case GraphEvents::Click::fold:
      toggle(graph_.blocks[static_cast<size_t>(events.block)].key);
      break;
    case GraphEvents::Click::wire: {
      const ShownGraph::Wire& wire = graph_.wires[static_cast<size_t>(events.edge)];
      selection_.clear();
      selection_.edge_to = wire.to;
      selection_.edge_slot = wire.slot;
      break;
    }
    case GraphEvents::Click::item: {
      const ShownGraph::Item& item = graph_.items[static_cast<size_t>(events.item)];
      std::vector<NodeIndex> nodes = nodes_of(graph_, events.item);
      if (events.twice && item.kind == ShownGraph::Item::Kind::block) {
        toggle(graph_.blocks[static_cast<size_t>(item.block)].key);
      } else if (events.control) {
        selection_.toggle(nodes);
      } else if (events.shift && !nodes.empty()) {
        selection_.extend(nodes.back());
      } else {
        selection_.set(std::move(nodes));
      }
      if (events.twice && item.kind == ShownGraph::Item::Kind::node) strip_wanted_ = strip_focus_ = true;
      break;
    }
    case GraphEvents::Click::none:
      break;
  }
  if (events.boxing_done) {
    std::vector<NodeIndex> nodes;
    for (const int item : events.boxed) {
      for (const NodeIndex node : nodes_of(graph_, item)) nodes.push_back(node);
    }
    selection_.set(std::move(nodes));
  }
  if (events.insert_edge >= 0) {
    const ShownGraph::Wire& wire = graph_.wires[static_cast<size_t>(events.insert_edge)];
    insert_to_ = wire.to;
    insert_slot_ = wire.slot;
    if (insert_to_) ImGui::OpenPopup("###insert");
  }
  if (events.connect_from >= 0) {
    const ShownGraph::Item &from = graph_.items[static_cast<size_t>(events.connect_from)],
                           &to = graph_.items[static_cast<size_t>(events.connect_to)];
    if (to.kind == ShownGraph::Item::Kind::node && from.kind != ShownGraph::Item::Kind::loss) {
      edit::connect(network, from.node, to.node);
      selection_.set({to.node});
    }
  }
  if (events.dropped_node) {
    const ShownGraph::Wire& wire = graph_.wires[static_cast<size_t>(events.dropped_edge)];
    if (wire.to) actions::move_to_wire(network, selection_, *events.dropped_node, *wire.to, wire.slot);
  }
}

void BuilderPanel::obey(Frame& frame, Inspector::Wish wish) {
  auto& network = frame.draft.experiment.network;
  switch (wish) {
    case Inspector::Wish::duplicate:
      actions::duplicate(network, selection_);
      break;
    case Inspector::Wish::remove:
      actions::remove(network, selection_);
      break;
    case Inspector::Wish::copy:
      copy(frame);
      break;
    case Inspector::Wish::cut:
      copy(frame);
      actions::remove(network, selection_);
      break;
    case Inspector::Wish::fold: {
      const auto block = std::ranges::find(graph_.blocks, selection_.nodes, &Block::nodes);
      if (block != graph_.blocks.end()) toggle(block->key);
      break;
    }
    case Inspector::Wish::none:
      break;
  }
}

void BuilderPanel::paste(Frame& frame) {
  const char* text = ImGui::GetClipboardText();
  paste_issue_.reset();
  try {
    actions::paste(frame.draft.experiment.network, selection_, text ? text : "");
  } catch (const Error&) {
    paste_issue_ = Issue{"", std::string(frame.ui.tr("There are no layers on the clipboard; copy some first."))};
  }
}

void BuilderPanel::step_selection(int right, int down) {
  const int item = selected_item();
  const int next =
      item < 0 ? std::min<int>(1, static_cast<int>(graph_.items.size()) - 1) : neighbor(graph_, item, right, down);
  if (next < 0) return;
  if (std::vector<NodeIndex> nodes = nodes_of(graph_, next); !nodes.empty()) selection_.set(std::move(nodes));
}

void BuilderPanel::keys(Frame& frame) {
  const ImGuiIO& io = ImGui::GetIO();
  if (!canvas_focused_ || io.WantTextInput || ImGui::IsAnyItemActive()) return;
  frame.focus.own_arrows = true;
  auto& network = frame.draft.experiment.network;
  if (io.KeyCtrl && io.KeyShift) return;  // of the program
  if (io.KeyCtrl) {
    if (ui::key_pressed(ImGuiKey_C)) copy(frame);
    if (ui::key_pressed(ImGuiKey_X)) {
      copy(frame);
      actions::remove(network, selection_);
    }
    if (ui::key_pressed(ImGuiKey_V)) paste(frame);
    if (ui::key_pressed('D')) actions::duplicate(network, selection_);
    if (ui::key_pressed(ImGuiKey_A)) {
      selection_.set(all_nodes(network));
    }
    return;
  }
  if (io.KeyAlt) {
    if (ui::key_pressed(ImGuiKey_UpArrow)) actions::move(network, selection_, true);
    if (ui::key_pressed(ImGuiKey_DownArrow)) actions::move(network, selection_, false);
    return;
  }
  if (ui::key_pressed(ImGuiKey_UpArrow)) step_selection(0, -1);
  if (ui::key_pressed(ImGuiKey_DownArrow)) step_selection(0, 1);
  if (ui::key_pressed(ImGuiKey_LeftArrow)) step_selection(-1, 0);
  if (ui::key_pressed(ImGuiKey_RightArrow)) step_selection(1, 0);
  if (ui::key_pressed(ImGuiKey_Delete) || ui::key_pressed(ImGuiKey_Backspace)) actions::remove(network, selection_);
  if (ui::key_pressed('F')) {
    fit_wanted_ = true;
    touched_ = false;
  }
  if (!ui::key_pressed(ImGuiKey_Enter)) return;
  const int item = selected_item();
  if (item >= 0 && graph_.items[static_cast<size_t>(item)].kind == ShownGraph::Item::Kind::block) {
    toggle(graph_.blocks[static_cast<size_t>(graph_.items[static_cast<size_t>(item)].block)].key);
  } else {
    strip_wanted_ = true;
    strip_focus_ = selection_.single();
  }
}

}  // namespace saddle::app
