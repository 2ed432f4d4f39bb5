#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "panels/builder/layout.h"

namespace saddle::app::layout {

// A box, or a place where a long wire passes a rank.
struct Cell {
  int item = -1;  // -1: a wire passes
  int edge = -1;
  int rank = 0;
  float width = 0, height = 0;
  float x = 0, y = 0;                   // of the middle
  std::vector<int> up = {}, down = {};  // cells of the ranks beside
};

// The steps of arrange(), each on what those before it found: arranger_ranks.cpp, _order, _places, _routes. Of use to
// layout.cpp alone.
class Arranger {
 public:
  Arranger(const std::vector<Size>& items, const std::vector<Edge>& edges, const Options& options);

  Picture run();

 private:
  int count() const { return static_cast<int>(sizes_.size()); }
  bool leads_on(const Edge& edge) const {
    return ranks_[static_cast<size_t>(edge.from)] < ranks_[static_cast<size_t>(edge.to)];
  }
  Cell& cell(int index) { return cells_[static_cast<size_t>(index)]; }
  const Cell& cell(int index) const { return cells_[static_cast<size_t>(index)]; }
  float height_of(size_t row) const;

  void rank();

  void make_cells();
  int add_cell(Cell cell);
  void tie(int above, int below);

  void order();
  int64_t crossings(const std::vector<float>& position) const;

  void columns();
  bool single_wire_above(size_t row) const;
  size_t column_of(int rank) const;

  void settle(const std::vector<int>& row, const std::vector<float>& wanted);
  float wanted(int index, const std::vector<int>& ties) const;
  void place();

  Route route(size_t e) const;  // of an edge
  Picture picture() const;

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

}  // namespace saddle::app::layout
