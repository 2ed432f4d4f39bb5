#pragma once

#include <vector>

#include "saddle/experiment.h"
#include "saddle/probe.h"
#include "ui/ui.h"

namespace saddle::app {

// How a convolution makes one value: the patch under the filter, times the filter, summed over all input channels, plus
// the bias. Shown for the channel that counts most.
class FilterProduct {
 public:
  // `input`: (C, H, W); `filters`: of that convolution; `map`, `row`, `column`: which value.
  FilterProduct(const Node& node, const Array& input, const FiltersReading& filters, int map, int row, int column);
  // Three small pictures below each other, and the sum in numbers.
  void draw(ui::Ui& ui, double value) const;

  double sum() const { return sum_; }
  double bias() const { return bias_; }

 private:
  int rows_ = 0, columns_ = 0, channels_ = 0, shown_ = 0;
  double sum_ = 0, bias_ = 0;
  std::vector<float> patch_, filter_, product_;  // of the channel that is shown
};

}  // namespace saddle::app
