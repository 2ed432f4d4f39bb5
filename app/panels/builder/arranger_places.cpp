#include <algorithm>
#include <cmath>

#include "panels/builder/arranger.h"

// Columns, and where the cells stand in them.
namespace saddle::app::layout {

// Cuts where a single wire passes, as late as the length allows.
void Arranger::columns() {
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

bool Arranger::single_wire_above(size_t row) const {
  size_t wires = 0;
  for (const int index : rows_[row]) wires += cell(index).up.size();
  return wires == 1 && rows_[row].size() == 1 && rows_[row - 1].size() == 1;
}

// Along each row: as near to where its ties want it as order and gaps allow (least squares under order: pool adjacent
// violators). Lanes give way to boxes.
void Arranger::settle(const std::vector<int>& row, const std::vector<float>& wanted) {
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
float Arranger::wanted(int index, const std::vector<int>& ties) const {
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

void Arranger::place() {
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
        right = first ? cell(index).x + cell(index).width / 2 : std::max(right, cell(index).x + cell(index).width / 2);
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

size_t Arranger::column_of(int rank) const {
  return static_cast<size_t>(std::ranges::upper_bound(starts_, static_cast<size_t>(rank)) - starts_.begin()) - 1;
}

}  // namespace saddle::app::layout
