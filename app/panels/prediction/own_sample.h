#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/frame.h"

namespace saddle::app {

// What the user gives the network in training to answer, and the answer: a drawing, a picture from a file, a row that
// is typed, by what its data are like. It is Focus::drawn.
class OwnSample {
 public:
  // Whether it or the test example is shown (Focus::drawing), and the means to make one.
  void draw_choice(Frame& frame);
  void draw_answer(Frame& frame);

 private:
  void draw_row(Frame& frame);
  void draw_class(Frame& frame, const std::vector<float>& outputs);
  void draw_numbers(Frame& frame, const std::vector<float>& outputs);
  void draw_map(Frame& frame, const std::vector<float>& outputs);

  std::string row_;  // as it is typed
  std::optional<Issue> row_issue_;
};

}  // namespace saddle::app
