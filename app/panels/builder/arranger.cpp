#include "panels/builder/arranger.h"

#include <algorithm>
#include <utility>

// The steps in turn, and the cells that they work on.
namespace saddle::app::layout {

Arranger::Arranger(const std::vector<Size>& items, const std::vector<Edge>& edges, const Options& options)
    : sizes_(items), edges_(edges), options_(options) {
  if (options_.direction == Direction::right) {
    for (Size& size : sizes_) std::swap(size.width, size.height);
  }
}

Picture Arranger::run() {
  rank();
  make_cells();
  order();
  columns();
  place();
  return picture();
}

void Arranger::make_cells() {
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

int Arranger::add_cell(Cell cell) {
  rows_[static_cast<size_t>(cell.rank)].push_back(static_cast<int>(cells_.size()));
  cells_.push_back(std::move(cell));
  return static_cast<int>(cells_.size()) - 1;
}

void Arranger::tie(int above, int below) {
  cells_[static_cast<size_t>(above)].down.push_back(below);
  cells_[static_cast<size_t>(below)].up.push_back(above);
}

float Arranger::height_of(size_t row) const {
  float height = 0;
  for (const int index : rows_[row]) height = std::max(height, cell(index).height);
  return height;
}

}  // namespace saddle::app::layout
