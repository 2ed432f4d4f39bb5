#include <algorithm>
#include <utility>

#include "panels/builder/arranger.h"

// How the wires run, and the picture of it all.
namespace saddle::app::layout {

Route Arranger::route(size_t e) const {
  const Edge& edge = edges_[e];
  const Cell &from = cell(edge.from), &to = cell(edge.to);
  const Point start{from.x, from.y + from.height / 2}, end{to.x, to.y - to.height / 2};
  Route route{.points = {start}};
  if (!leads_on(edge)) {  // back: around the right side
    const float side = std::max(from.x + from.width / 2, to.x + to.width / 2) + options_.gap;
    route.points.insert(route.points.end(),
                        {{side, start.y + options_.rank_gap / 2}, {side, end.y - options_.rank_gap / 2}, end});
    return route;
  }
  const size_t column = column_of(to.rank);
  if (column != column_of(from.rank)) {
    route.jumps = true;
    const float gutter = lefts_[column] - options_.column_gap / 2;
    route.points.insert(route.points.end(), {{start.x, start.y + options_.rank_gap / 2},
                                             {gutter, start.y + options_.rank_gap / 2},
                                             {gutter, end.y - options_.rank_gap / 2},
                                             {end.x, end.y - options_.rank_gap / 2},
                                             end});
    return route;
  }
  for (const int passing : chains_[e]) {
    const float half = height_of(static_cast<size_t>(cell(passing).rank)) / 2;
    route.points.push_back({cell(passing).x, cell(passing).y - half});
    route.points.push_back({cell(passing).x, cell(passing).y + half});
  }
  route.points.push_back(end);
  return route;
}

Picture Arranger::picture() const {
  Picture picture{.ranks = ranks_, .columns = static_cast<int>(starts_.size()), .longest = longest_};
  const bool turned = options_.direction == Direction::right;
  for (int item = 0; item < count(); ++item) {
    const Cell& c = cell(item);
    Box box{c.x - c.width / 2, c.y - c.height / 2, c.width, c.height};
    if (turned) box = {box.y, box.x, box.height, box.width};
    picture.boxes.push_back(box);
  }
  for (size_t e = 0; e < edges_.size(); ++e) {
    picture.routes.push_back(route(e));
    if (!turned) continue;
    for (Point& point : picture.routes.back().points) std::swap(point.x, point.y);
  }
  picture.size = turned ? Size{longest_, width_} : Size{width_, longest_};
  return picture;
}

}  // namespace saddle::app::layout
