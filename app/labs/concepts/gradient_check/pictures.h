#pragma once

#include <vector>

#include "labs/concepts/gradient_check/jobs.h"
#include "labs/concepts/page.h"
#include "plot/figure.h"

namespace saddle::app {

// A row for each parameter: how far it has been checked, and its largest error on a scale of powers of ten.
void draw_survey(PageView& page, const GradientSurvey& survey, ImVec2 size);
// A row for each comparison of the proof.
void draw_proof(PageView& page, const Proof& proof, ImVec2 size);

// The error of the differences over h.
class ErrorOverH {
 public:
  void draw(PageView& page, const GradientJobs::Curve& curve, double h, ImVec2 size);

 private:
  std::vector<plot::Point> error_, epsilon_;
};

}  // namespace saddle::app
