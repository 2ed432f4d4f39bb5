#include <algorithm>

#include "panels/builder/arranger.h"

namespace saddle::app::layout {

// Longest path from the beginning; what has nothing before it stands right before the first that needs it.
void Arranger::rank() {
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
    for (const int user : after[static_cast<size_t>(item)]) first = std::min(first, ranks_[static_cast<size_t>(user)]);
    ranks_[static_cast<size_t>(item)] = std::max(first - 1, 0);
  }
}

}  // namespace saddle::app::layout
