#include <algorithm>
#include <utility>

#include "panels/builder/arranger.h"

// Who stands beside whom in a rank.
namespace saddle::app::layout {

// Barycenters, down and up in turn; the best order seen stays.
void Arranger::order() {
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

int64_t Arranger::crossings(const std::vector<float>& position) const {
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

}  // namespace saddle::app::layout
