#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <imgui.h>

#include "model/frame.h"
#include "panels/builder/camera.h"
#include "panels/builder/selection.h"
#include "panels/builder/shown_graph.h"

namespace saddle::app {

struct ItemText;

// What the user did to the graph in this frame.
struct GraphEvents {
  enum class Click { none, empty, item, wire, fold };
  Click click = Click::none;
  int item = -1, edge = -1, block = -1;
  bool shift = false, control = false, twice = false;
  int insert_edge = -1;                        // its + was pressed
  int connect_from = -1, connect_to = -1;      // items, by their ports
  std::optional<NodeIndex> dropped_node = {};  // a layer let go over a wire
  int dropped_edge = -1;
  std::vector<int> boxed = {};  // items inside a box that was drawn
  bool boxing_done = false;
};

// The numbers beside the wires: what came out of a node, and its gradient.
struct NodeValue {
  std::string value, gradient;
};

struct GraphContent {
  const ShownGraph& graph;
  const DraftAnalysis& analysis;
  const std::vector<Node>& network;
  const Selection& selection;
  IndexedVector<NodeIndex, NodeValue> values = {};  // empty: not shown
  layout::Direction direction = layout::Direction::down;
  bool dropping = false;  // a layer of the palette is held over the canvas
  bool fixed = false;     // nothing can be connected or moved
  std::string data_title = {}, data_detail = {}, loss_title = {}, loss_detail = {};
};

// Draws a graph into a canvas, and says what the mouse did there. Knows nothing of how networks are changed.
class GraphView {
 public:
  GraphEvents draw(ui::Ui& ui, const GraphContent& content, ImVec2 corner, ImVec2 size);

  Camera& camera() { return camera_; }
  const Camera& camera() const { return camera_; }
  int hovered_edge() const { return hovered_edge_; }
  int hovered_item() const { return hovered_item_; }

 private:
  enum class Drag { none, pan, box, wire, back_wire, node };

  void look(const GraphContent& content, ImVec2 mouse);
  void input(const GraphContent& content, GraphEvents& events);
  void begin_drag(const GraphContent& content);
  void click(GraphEvents& events) const;
  void end_drag(const GraphContent& content, GraphEvents& events);

  plot::Rect handle_of(const layout::Box& frame) const;  // of an open block: folds it
  void draw_frames(ui::Ui& ui, const GraphContent& content);
  void draw_frame_titles(const ui::Ui& ui, const GraphContent& content);
  // What belongs to a frame is as small as the graph, but never larger than elsewhere.
  float shrink() const { return std::min(1.0f, camera_.zoom / unit_); }
  void draw_edge(ui::Ui& ui, const GraphContent& content, int edge);
  void draw_item(ui::Ui& ui, const GraphContent& content, int item);
  void draw_ground(ui::Ui& ui, const GraphContent& content, int item, const plot::Rect& area,
                   const ItemText& text) const;
  void draw_words(ui::Ui& ui, const ShownGraph::Item& item, const plot::Rect& area, const ItemText& text) const;
  void draw_unfold(ui::Ui& ui, const GraphContent& content, int block, const plot::Rect& area) const;
  void draw_ports(ui::Ui& ui, const GraphContent& content, int item) const;
  static std::string mark_of(const GraphContent& content, const ShownGraph::Item& item);
  void draw_values(ui::Ui& ui, const GraphContent& content, int item);
  void draw_drag(ui::Ui& ui, const GraphContent& content);
  ImVec2 port(const GraphContent& content, int item, bool output) const;
  bool visible(const layout::Box& box, float margin = 0) const;
  ImVec2 to_screen(layout::Point p) const { return camera_.screen(p, corner_); }

  Camera camera_;
  ImVec2 corner_{0, 0}, size_{0, 0};
  float unit_ = 1;                                                                     // pixels of the screen's scale
  int hovered_item_ = -1, hovered_edge_ = -1, hovered_fold_ = -1, hovered_port_ = -1;  // port: item
  bool hovered_output_ = false, hovered_plus_ = false;
  Drag drag_ = Drag::none;
  bool moved_ = false;
  int pressed_item_ = -1, pressed_edge_ = -1, pressed_fold_ = -1;
  bool pressed_plus_ = false;
  ImVec2 pressed_at_{0, 0};
};

}  // namespace saddle::app
