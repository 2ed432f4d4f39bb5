#pragma once

#include <optional>
#include <string>
#include <vector>

#include "labs/concepts/graph/scene.h"
#include "labs/concepts/page.h"

namespace saddle::app {

// A graph as the book draws it: what goes forward above the wires, what comes back below them.
class GraphPicture {
 public:
  struct Shown {
    const GraphScene& scene;
    const GraphPlay& play;
    const GraphLayout& layout;
    int step = 0;
    std::optional<int> chosen = {};  // the node that is ringed
  };
  // Returns the node that was clicked.
  std::optional<int> draw(PageView& page, const Shown& shown, ImVec2 corner, ImVec2 size);

 private:
  struct Place {
    ImVec2 middle;
    float half_width;
    std::string words;
    ImFont* font;
  };
  void place(const PageView& page, const Shown& shown, ImVec2 corner, ImVec2 size);
  void draw_wires(PageView& page, const Shown& shown);
  void draw_numbers(PageView& page, const Shown& shown, int node);
  std::optional<int> draw_node(PageView& page, const Shown& shown, int node);
  ImVec2 at(const GraphLayout::Place& place) const;
  float stub_end(const GraphLayout::Place& place) const;

  ImVec2 corner_ = {}, cell_ = {};
  float radius_ = 0, slant_ = 0;
  std::vector<Place> places_;
};

// What to write of the gradient at a node: by hand, "?".
std::string shown_gradient(const PageView& page, const GraphScene& scene, int node, const GraphNumbers& gradient);

}  // namespace saddle::app
