#include "panels/builder/layout.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace saddle::app::layout {
namespace {

// A box, or a place where a long wire passes a rank.
struct Cell {
  int item = -1;  // -1: a wire passes
  int edge = -1;
  int rank = 0;
  float width = 0, height = 0;
  float x = 0, y = 0;                   // of the middle
  std::vector<int> up = {}, down = {};  // cells of the ranks beside
};

class Arranger {
 public:
  Arranger(const std::vector<Size>& items, const std::vector<Edge>& edges, const Options& options)
      : sizes_(items), edges_(edges), options_(options) {
    if (options_.direction == Direction::right) {
      for (Size& size : sizes_) std::swap(size.width, size.height);
    }
  }

  Picture run() {
    rank();
    make_cells();
    order();
    columns();
    place();
    return picture();
  }

 private:
  int count() const { return static_cast<int>(sizes_.size()); }
  bool leads_on(const Edge& edge) const {
    return ranks_[static_cast<size_t>(edge.from)] < ranks_[static_cast<size_t>(edge.to)];
  }

  // Longest path from the beginning; what has nothing before it stands right before the first that needs it.
  void rank() {
    std::vector<std::vector<int>> before(sizes_.size()), after(sizes_.size());
    for (const Edge& edge : edges_) {
      before[static_cast<size_t>(edge.to)].push_back(edge.from);
      after[static_cast<size_t>(edge.from)].push_back(edge.to);
    }
    ranks_.assign(sizes_.size(), -1);
    std::vector<int> waits(sizes_.size());
    std::vector<int> open;
    for (int item = 0; item < count(); ++item) {
      waits[static_cast<size_t>(item)] = static_cast<int>(before[static_cast<size_t>(item)].size());
      if (waits[static_cast<size_t>(item)] == 0) open.push_back(item);
    }
    for (size_t next = 0; next < open.size() || static_cast<int>(open.size()) < count(); ++next) {
      if (next == open.size()) {  // a circle: it begins with its first item
        for (int item = 0; item < count(); ++item) {
          if (waits[static_cast<size_t>(item)] > 0) {
            waits[static_cast<size_t>(item)] = 0;
            open.push_back(item);
            break;
          }
        }
      }
      const int item = open[next];
      int rank = 0;
      for (const int source : before[static_cast<size_t>(item)])
        rank = std::max(rank, ranks_[static_cast<size_t>(source)] + 1);
      ranks_[static_cast<size_t>(item)] = rank;
      for (const int user : after[static_cast<size_t>(item)]) {
        if (waits[static_cast<size_t>(user)] > 0 && --waits[static_cast<size_t>(user)] == 0) open.push_back(user);
      }
    }
    for (int item = count() - 1; item >= 0; --item) {
      if (!before[static_cast<size_t>(item)].empty() || after[static_cast<size_t>(item)].empty()) continue;
      int first = ranks_[static_cast<size_t>(after[static_cast<size_t>(item)][0])];
      for (const int user : after[static_cast<size_t>(item)])
        first = std::min(first, ranks_[static_cast<size_t>(user)]);
      ranks_[static_cast<size_t>(item)] = std::max(first - 1, 0);
    }
  }

  void make_cells() {
    int last = 0;
    for (const int rank : ranks_) last = std::max(last, rank);
    rows_.resize(static_cast<size_t>(last) + 1);
    for (int item = 0; item < count(); ++item) {
      const Size& size = sizes_[static_cast<size_t>(item)];
      add_cell({.item = item, .rank = ranks_[static_cast<size_t>(item)], .width = size.width, .height = size.height});
    }
    chains_.resize(edges_.size());
    for (size_t e = 0; e < edges_.size(); ++e) {
      const Edge& edge = edges_[e];
      if (!leads_on(edge)) continue;
      int above = edge.from;
      for (int rank = ranks_[static_cast<size_t>(edge.from)] + 1; rank < ranks_[static_cast<size_t>(edge.to)]; ++rank) {
        const int cell = add_cell({.edge = static_cast<int>(e), .rank = rank, .width = options_.lane});
        chains_[e].push_back(cell);
        tie(above, cell);
        above = cell;
      }
      tie(above, edge.to);
    }
  }

  int add_cell(Cell cell) {
    rows_[static_cast<size_t>(cell.rank)].push_back(static_cast<int>(cells_.size()));
    cells_.push_back(std::move(cell));
    return static_cast<int>(cells_.size()) - 1;
  }
  void tie(int above, int below) {
    cells_[static_cast<size_t>(above)].down.push_back(below);
    cells_[static_cast<size_t>(below)].up.push_back(above);
  }
  Cell& cell(int index) { return cells_[static_cast<size_t>(index)]; }
  const Cell& cell(int index) const { return cells_[static_cast<size_t>(index)]; }

  // Barycentres, down and up in turn; the best order seen stays.
  void order() {
    std::vector<float> position(cells_.size());
    const auto number = [&] {
      for (const auto& row : rows_) {
        for (size_t i = 0; i < row.size(); ++i) position[static_cast<size_t>(row[i])] = static_cast<float>(i);
      }
    };
    const auto sort_row = [&](std::vector<int>& row, std::vector<int> Cell::*side) {
      if (row.size() < 2) return;
      std::vector<std::pair<float, int>> keys;
      for (const int index : row) {
        const auto& ties = cell(index).*side;
        float sum = 0;
        for (const int other : ties) sum += position[static_cast<size_t>(other)];
        keys.push_back(
            {ties.empty() ? position[static_cast<size_t>(index)] : sum / static_cast<float>(ties.size()), index});
      }
      std::ranges::stable_sort(keys, {}, &std::pair<float, int>::first);
      for (size_t i = 0; i < row.size(); ++i) {
        row[i] = keys[i].second;
        position[static_cast<size_t>(row[i])] = static_cast<float>(i);
      }
    };
    // Boxes before lanes: shortcuts run on the right.
    for (auto& row : rows_) std::ranges::stable_sort(row, {}, [&](int index) { return cell(index).item < 0; });
    number();
    auto best = rows_;
    int64_t fewest = crossings(position);
    for (int sweep = 0; sweep < 6 && fewest > 0; ++sweep) {
      if (sweep % 2 == 0) {
        for (size_t r = 1; r < rows_.size(); ++r) sort_row(rows_[r], &Cell::up);
      } else {
        for (size_t r = rows_.size() - 1; r-- > 0;) sort_row(rows_[r], &Cell::down);
      }
      if (const int64_t now = crossings(position); now < fewest) {
        fewest = now;
        best = rows_;
      }
    }
    rows_ = std::move(best);
  }

  int64_t crossings(const std::vector<float>& position) const {
    int64_t sum = 0;
    std::vector<std::pair<float, float>> ends;
    for (const auto& row : rows_) {
      ends.clear();
      for (const int index : row) {
        for (const int below : cell(index).down)
          ends.push_back({position[static_cast<size_t>(index)], position[static_cast<size_t>(below)]});
      }
      for (size_t a = 0; a < ends.size(); ++a) {
        for (size_t b = a + 1; b < ends.size(); ++b)
          sum += (ends[a].first - ends[b].first) * (ends[a].second - ends[b].second) < 0;
      }
    }
    return sum;
  }

  float height_of(size_t row) const {
    float height = 0;
    for (const int index : rows_[row]) height = std::max(height, cell(index).height);
    return height;
  }

  // Cuts where a single wire passes, as late as the length allows.
  void columns() {
    starts_ = {0};
    if (options_.length <= 0) return;
    float length = 0;
    size_t cut = 0;  // the last good place since the column began; 0: none
    float behind_cut = 0;
    for (size_t row = 0; row < rows_.size(); ++row) {
      const float more = height_of(row) + options_.rank_gap;
      if (row > starts_.back() && single_wire_above(row)) {
        cut = row;
        behind_cut = length;
      }
      if (length + more - options_.rank_gap > options_.length && cut > starts_.back()) {
        starts_.push_back(cut);
        length -= behind_cut;
        cut = 0;
      }
      length += more;
    }
  }

  bool single_wire_above(size_t row) const {
    size_t wires = 0;
    for (const int index : rows_[row]) wires += cell(index).up.size();
    return wires == 1 && rows_[row].size() == 1 && rows_[row - 1].size() == 1;
  }

  // Along each row: as near to where its ties want it as order and gaps allow (least squares under order: pool adjacent
  // violators). Lanes give way to boxes.
  void settle(const std::vector<int>& row, const std::vector<float>& wanted) {
    struct Pool {
      float sum = 0, weight = 0;
      int count = 0;
      float mean() const { return sum / weight; }
    };
    std::vector<float> offset(row.size(), 0);
    for (size_t i = 1; i < row.size(); ++i) {
      const Cell &left = cell(row[i - 1]), &right = cell(row[i]);
      const float gap = left.item < 0 && right.item < 0 ? 0 : options_.gap / (left.item < 0 || right.item < 0 ? 2 : 1);
      offset[i] = offset[i - 1] + left.width / 2 + gap + right.width / 2;
    }
    std::vector<Pool> pools;
    for (size_t i = 0; i < row.size(); ++i) {
      const float weight = cell(row[i]).item < 0 ? 0.05f : 1.0f;
      pools.push_back({weight * (wanted[i] - offset[i]), weight, 1});
      while (pools.size() > 1 && pools[pools.size() - 2].mean() >= pools.back().mean()) {
        const Pool last = pools.back();
        pools.pop_back();
        pools.back().sum += last.sum;
        pools.back().weight += last.weight;
        pools.back().count += last.count;
      }
    }
    size_t i = 0;
    for (const Pool& pool : pools) {
      for (int k = 0; k < pool.count; ++k, ++i) cell(row[i]).x = pool.mean() + offset[i];
    }
  }

  // Boxes keep to boxes, so that the main way is straight and shortcuts swing around it; lanes keep to lanes.
  float wanted(int index, const std::vector<int>& ties) const {
    float sum = 0, weight = 0;
    const bool lane = cell(index).item < 0;
    for (const int other : ties) {
      const bool same = (cell(other).item < 0) == lane;
      const float w = same ? 1.0f : lane ? 0.05f : 0.02f;
      sum += w * cell(other).x;
      weight += w;
    }
    return weight > 0 ? sum / weight : cell(index).x;
  }

  void place() {
    for (size_t column = 0; column < starts_.size(); ++column) {
      const size_t begin = starts_[column], end = column + 1 < starts_.size() ? starts_[column + 1] : rows_.size();
      float y = 0;
      for (size_t r = begin; r < end; ++r) {
        float x = 0;
        const float height = height_of(r);
        for (const int index : rows_[r]) {
          cell(index).x = x + cell(index).width / 2;
          x += cell(index).width + options_.gap;
          cell(index).y = y + height / 2;
        }
        y += height + options_.rank_gap;
      }
      longest_ = std::max(longest_, y - options_.rank_gap);
      std::vector<float> goals;
      const auto sweep = [&](size_t r, std::vector<int> Cell::*side, bool both) {
        goals.clear();
        for (const int index : rows_[r]) {
          float goal = wanted(index, cell(index).*side);
          if (both) goal = (wanted(index, cell(index).up) + wanted(index, cell(index).down)) / 2;
          goals.push_back(goal);
        }
        settle(rows_[r], goals);
      };
      const auto ties_inside = [&](size_t r) { return r > begin && r < end; };
      for (int round = 0; round < 4; ++round) {
        for (size_t r = begin; r < end; ++r) {
          if (ties_inside(r)) sweep(r, &Cell::up, false);
        }
        for (size_t r = end - 1; r-- > begin;) sweep(r, &Cell::down, false);
      }
      for (size_t r = begin + 1; r < end; ++r) sweep(r, &Cell::up, false);
      float left = 0, right = 0;
      bool first = true;
      for (size_t r = begin; r < end; ++r) {
        for (const int index : rows_[r]) {
          left = first ? cell(index).x - cell(index).width / 2 : std::min(left, cell(index).x - cell(index).width / 2);
          right =
              first ? cell(index).x + cell(index).width / 2 : std::max(right, cell(index).x + cell(index).width / 2);
          first = false;
        }
      }
      const float shift = width_ + (column > 0 ? options_.column_gap : 0) - left;
      for (size_t r = begin; r < end; ++r) {
        for (const int index : rows_[r]) {
          cell(index).x = std::round(cell(index).x + shift);
          cell(index).y = std::round(cell(index).y);
        }
      }
      lefts_.push_back(left + shift);
      width_ = right + shift;
    }
  }

  size_t column_of(int rank) const {
    return static_cast<size_t>(std::ranges::upper_bound(starts_, static_cast<size_t>(rank)) - starts_.begin()) - 1;
  }

  Route route(size_t e) const {
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

  Picture picture() const {
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

  std::vector<Size> sizes_;
  const std::vector<Edge>& edges_;
  const Options options_;
  std::vector<int> ranks_;
  std::vector<Cell> cells_;               // those of items first, by item
  std::vector<std::vector<int>> rows_;    // cells of each rank, from left to right
  std::vector<std::vector<int>> chains_;  // by edge: the cells it passes
  std::vector<size_t> starts_;            // of the columns: their first rank
  std::vector<float> lefts_;              // of the columns
  float width_ = 0, longest_ = 0;
};

}  // namespace

Picture arrange(const std::vector<Size>& items, const std::vector<Edge>& edges, const Options& options) {
  if (items.empty()) return {};
  return Arranger(items, edges, options).run();
}

float best_length(const std::vector<Size>& items, const std::vector<Edge>& edges, Options options, Size view) {
  options.length = 0;
  const float whole = arrange(items, edges, options).longest;
  float best = 0, best_zoom = 0;
  for (int columns = 1; columns <= 12; ++columns) {
    options.length = columns == 1 ? 0 : whole / static_cast<float>(columns) + 1;
    const Picture picture = arrange(items, edges, options);
    const float zoom = std::min(
        {view.width / std::max(picture.size.width, 1.0f), view.height / std::max(picture.size.height, 1.0f), 1.0f});
    // A further column must be worth it.
    if (zoom > best_zoom * 1.08f) {
      best_zoom = zoom;
      best = options.length;
    }
    if (best_zoom >= 1 || picture.columns < columns - 2) break;
  }
  return best;
}

}  // namespace saddle::app::layout
