#pragma once

#include <span>
#include <vector>

#include "model/frame.h"

namespace saddle::panels {

// One row per layer: histograms of its output and of the gradient that comes back, with their figures. Columns that do
// not fit are left out.
class SignalTable {
 public:
  struct Row {
    const Signal& signal;
    double book;  // the standard deviation that the book prints; NaN: none
  };

  // `past`: of the probe "signals"; its histograms stand behind those of now. Null: none.
  SignalTable(app::Frame& frame, const ReadingHistory* past) : frame_(frame), past_(past) {}
  void draw(std::span<const Row> rows);

 private:
  enum class Column { mean, deviation, quiet, outside, book };

  void lay_out(float width, bool book);
  float width_of(Column column) const { return column == Column::mean ? mean_ : number_; }
  void draw_headings() const;
  void draw_row(const Row& row, float height) const;
  void draw_histogram(const Signal& signal, bool gradient, ImVec2 corner, ImVec2 size) const;

  app::Frame& frame_;
  const ReadingHistory* past_;
  float name_ = 0, histogram_ = 0, number_ = 0, mean_ = 0, gap_ = 0;
  std::vector<Column> columns_;
};

}  // namespace saddle::panels
