#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>

#include "labs/network/arrangements.h"
#include "model/lab.h"
#include "model/panel.h"

namespace saddle::app {

// The panes of the network lab and the panels in them: which stands where is the user's choice, and any can fill the
// lab for the back row.
class WorkspaceView {
 public:
  void use(plot::SurfaceRenderer& renderer);  // for the panels
  void connect(const LabServices& services) { services_ = services; }
  bool pump();           // gives each panel with a worker without a thread a turn; false: all are idle
  bool waiting() const;  // what a panel asked its worker for is on its way
  // All of the given area, in screen coordinates.
  void draw(Frame& frame, ImVec2 corner, ImVec2 size);
  // Whether one pane covers the whole lab; the lab then draws nothing else.
  static bool full(const Frame& frame) { return frame.workspace.full >= 0; }

 private:
  void draw_panes(Frame& frame, ImVec2 corner, ImVec2 size);
  void draw_dividers(Frame& frame, const Arrangement& arrangement, const Dividers& dividers, ImVec2 corner,
                     ImVec2 size);
  Dividers dividers_of(Frame& frame, const Arrangement& arrangement, ImVec2 size);
  void draw_pane(Frame& frame, int pane, ImVec2 corner, ImVec2 size);
  void draw_heading(Frame& frame, int pane);
  void draw_age_of(Frame& frame, const std::string& pane) const;
  void obey_key(Frame& frame);
  void bring(Frame& frame);
  void choose(Frame& frame, int pane, const std::string& name);
  void arrange(const Frame& frame);
  void settle(Frame& frame) const;
  Panel& panel(const std::string& name);

  Workspace wanted_, shown_;    // the user's choice, and what it comes to with these data
  Shape sample_;                // of the data it was last laid out for
  std::set<std::string> kept_;  // panels chosen for these data, which nothing replaces
  int in_sight_ = 3;            // panes that have room
  int under_mouse_ = 0;         // the pane that the mouse was in last
  plot::SurfaceRenderer* renderer_ = nullptr;
  LabServices services_;
  std::map<std::string, std::unique_ptr<Panel>> panels_;  // made when they are first shown, kept when they are not
};

}  // namespace saddle::app
