#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <imgui.h>

#include "plot/context.h"

namespace saddle::plot {

enum class CellText { counts, shares };  // a share is of its row: of all samples with this label

struct ConfusionMatrixOptions {
  CellText text = CellText::shares;
  ImVec2 size = {0, 0};  // as in FigureOptions
  float zoom = 1;        // of the cells, above what fits
  std::string_view labels = "label", decisions = "prediction", right = "right", wrong = "wrong";  // translated
  int selected_label = -1, selected_decision = -1;
};

struct ConfusionMatrixReport {
  int label = -1, decision = -1;  // of the cell under the mouse
  bool clicked = false;
  float cell = 0;          // its side in pixels
  ImVec2 first{0, 0};      // upper left corner of cell (0, 0), wherever that was scrolled to
  bool overflows = false;  // not all classes are in sight
};

// counts[label * classes + decision], a row for each label: what was decided right in one color, what was not in
// another, darker the greater its share of the row (by the square root, so that one in a hundred is seen). Right of it
// the share of each row that is right. Cells shrink to fit, down to a legible size; then it scrolls.
ConfusionMatrixReport confusion_matrix(Context& context, std::string_view label, std::span<const int64_t> counts,
                                       std::span<const std::string> names, const ConfusionMatrixOptions& options = {});

}  // namespace saddle::plot
