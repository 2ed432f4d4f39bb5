#include <algorithm>
#include <cmath>
#include <limits>

#include "saddle/graph.h"

namespace saddle {
namespace {

// A node, or a place where a wire crosses a column.
struct Placed {
  int column = 0;
  double row = 0;
};

// Columns count backwards from the result, so that the wires of what is used once span one column.
std::vector<int> columns_before_result(const ComputationGraph& graph) {
  std::vector<int> before(graph.nodes.size(), 0);
  for (size_t i = graph.nodes.size(); i-- > 0;) {
    for (const int operand : graph.nodes[i].operands) {
      int& column = before[static_cast<size_t>(operand)];
      column = std::max(column, before[i] + 1);
    }
  }
  return before;
}

// What has no operands gets rows in the order in which the formula comes to it; all else stands in the middle of its
// operands.
void first_rows(const ComputationGraph& graph, std::vector<Placed>& placed) {
  double next = 0;
  for (size_t i = 0; i < graph.nodes.size(); ++i) {
    const std::vector<int>& operands = graph.nodes[i].operands;
    if (operands.empty()) {
      placed[i].row = next++;
      continue;
    }
    double sum = 0;
    for (const int operand : operands) sum += placed[static_cast<size_t>(operand)].row;
    placed[i].row = sum / static_cast<double>(operands.size());
  }
}

// Moves those of one column apart until there is a row between any two, and the middle of them where it was.
void move_apart(std::vector<Placed*>& column) {
  std::ranges::stable_sort(column, {}, [](const Placed* one) { return one->row; });
  // Blocks of neighbors that touch each other move as one.
  struct Block {
    size_t first, count;
    double start;  // of its first row
  };
  std::vector<Block> blocks;
  for (size_t i = 0; i < column.size(); ++i) {
    Block block{i, 1, column[i]->row};
    while (!blocks.empty() && blocks.back().start + static_cast<double>(blocks.back().count) > block.start) {
      const Block before = blocks.back();
      blocks.pop_back();
      const auto own = static_cast<double>(block.count), others = static_cast<double>(before.count);
      // Each would like to keep its own start; the mean of what they wish for.
      block = {before.first, before.count + block.count,
               (before.start * others + (block.start - others) * own) / (own + others)};
    }
    blocks.push_back(block);
  }
  for (const Block& block : blocks) {
    for (size_t k = 0; k < block.count; ++k) column[block.first + k]->row = block.start + static_cast<double>(k);
  }
}

}  // namespace

GraphLayout lay_out(const ComputationGraph& graph) {
  const std::vector<int> before = columns_before_result(graph);
  const int last = before.empty() ? 0 : *std::ranges::max_element(before);
  std::vector<Placed> placed(graph.nodes.size());
  for (size_t i = 0; i < placed.size(); ++i) placed[i].column = last - before[i];
  first_rows(graph, placed);
  std::vector<std::vector<std::vector<Placed>>> bends(graph.nodes.size());
  for (size_t i = 0; i < graph.nodes.size(); ++i) {
    for (const int operand : graph.nodes[i].operands) {
      const Placed from = placed[static_cast<size_t>(operand)], to = placed[i];
      std::vector<Placed>& wire = bends[i].emplace_back();
      for (int column = from.column + 1; column < to.column; ++column) {
        const double share = static_cast<double>(column - from.column) / (to.column - from.column);
        wire.push_back({column, from.row + share * (to.row - from.row)});
      }
    }
  }
  std::vector<std::vector<Placed*>> columns(static_cast<size_t>(last) + 1);
  for (Placed& one : placed) columns[static_cast<size_t>(one.column)].push_back(&one);
  for (auto& wires : bends) {
    for (auto& wire : wires) {
      for (Placed& bend : wire) columns[static_cast<size_t>(bend.column)].push_back(&bend);
    }
  }
  double least = std::numeric_limits<double>::infinity(), most = -least;
  for (std::vector<Placed*>& column : columns) {
    move_apart(column);
    if (column.empty()) continue;
    least = std::min(least, column.front()->row);
    most = std::max(most, column.back()->row);
  }
  const auto place_of = [&](const Placed& one) {
    return GraphLayout::Place{static_cast<double>(one.column), one.row - least};
  };
  GraphLayout layout;
  layout.columns = last + 1.0;
  layout.rows = placed.empty() ? 0 : most - least + 1;
  for (const Placed& one : placed) layout.nodes.push_back(place_of(one));
  for (const auto& wires : bends) {
    auto& places = layout.bends.emplace_back();
    for (const auto& wire : wires) {
      std::vector<GraphLayout::Place>& bent = places.emplace_back();
      for (const Placed& bend : wire) bent.push_back(place_of(bend));
    }
  }
  return layout;
}

}  // namespace saddle
