#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "model/panel.h"
#include "panels/builder/graph_view.h"
#include "panels/builder/inspector.h"
#include "panels/builder/shown_graph.h"
#include "panels/network/layer_menu.h"

namespace saddle::app {

// The network as a graph that the user builds: branches and joins, blocks that fold, faults with their mends.
class BuilderPanel final : public Panel {
 public:
  void draw(Frame& frame) override;

 private:
  // Networks up to this size show what goes through their wires, where that is a number or two.
  static constexpr size_t most_for_values = 16;
  static constexpr int64_t widest_value = 3;

  // A lesson keeps the network as it is.
  static bool locked(const ui::Ui& ui);
  void draw_unlocked(Frame& frame);
  void follow(Frame& frame);
  void refresh(const Frame& frame, ImVec2 canvas);
  void fit(const Frame& frame, ImVec2 canvas);
  GraphContent content(Frame& frame);
  bool shows_values(const Frame& frame) const;
  const IndexedVector<NodeIndex, NodeValue>& values(Frame& frame);
  // Into the test set; -1: there is none.
  static int shown_example(const Frame& frame) {
    return static_cast<int>(std::min(frame.focus.example, frame.training.now.test_samples - 1));
  }

  void draw_tools(Frame& frame);
  bool draw_palette(Frame& frame);
  void draw_canvas(Frame& frame, ImVec2 corner, ImVec2 size);
  void draw_fault(Frame& frame, ImVec2 corner, ImVec2 size);
  ImVec2 free_place(const Fault& fault, ImVec2 corner, ImVec2 size, ImVec2 box, float gap) const;
  void draw_insert_menu(Frame& frame);
  void draw_held(Frame& frame, ImVec2 corner, ImVec2 size);
  void obey(Frame& frame, const GraphEvents& events);
  void obey(Frame& frame, Inspector::Wish wish);
  void keys(Frame& frame);
  void step_selection(int right, int down);

  void copy(const Frame& frame) const;
  void paste(Frame& frame);
  void toggle(const std::string& block);
  int selected_item() const {
    const bool shown = selection_.primary && selection_.primary < graph_.item_of.end_index();
    return shown ? graph_.item_of[*selection_.primary] : -1;
  }

  GraphView view_;
  Inspector inspector_;
  ShownGraph graph_;
  GraphOptions options_;
  std::optional<GraphOptions> shown_;         // what graph_ was made with
  std::vector<Node> network_;                 // likewise
  std::string preset_ = "\n";                 // the one that the view was set up for
  ImVec2 fitted_{0, 0};                       // the canvas it was fitted to
  bool fit_wanted_ = true, touched_ = false;  // touched: the user moved the view
  std::optional<bool> show_values_ = {};
  IndexedVector<NodeIndex, NodeValue> values_;
  Selection selection_;
  std::string followed_;                   // what frame.focus.node was
  std::optional<bool> strip_wanted_ = {};  // none: where there is room
  bool strip_open_ = true, strip_focus_ = false, canvas_focused_ = false;
  std::string anchor_;  // the item that keeps its place when the graph changes: a node's name
  std::optional<NodeIndex> insert_to_ = {};
  size_t insert_slot_ = 0;
  std::string held_;  // a type dragged out of the palette
  LayerMenu layer_menu_;
  std::optional<Issue> paste_issue_;
  float fault_height_ = 120;  // of its notice, as it came out last
};

}  // namespace saddle::app
