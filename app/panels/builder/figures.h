#pragma once

#include <string>

#include "panels/builder/graph_view.h"

namespace saddle::app {

// What an item of the graph says.
struct ItemText {
  std::string title, detail, gist;
  std::string tooltip, formula;
  ImU32 color = 0;  // of its kind: convolutions, dense layers, pooling …
  bool faulty = false;
};
ItemText item_text(const ui::Ui& ui, const GraphContent& content, int item);

std::string_view title_of(const ui::Ui& ui, const Block& block);  // of its kind

// Sums over layers; of one sample.
struct Sums {
  int layers = 0;
  int64_t parameters = 0, macs = 0, values = 0;  // values: activations
};
Sums sums_of(const DraftAnalysis& analysis, const std::vector<NodeIndex>& nodes);  // in their order

}  // namespace saddle::app
