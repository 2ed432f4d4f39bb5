#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/drawing.h"
#include "saddle/attribution.h"
#include "saddle/ensemble.h"
#include "saddle/nudge.h"
#include "saddle/shift_map.h"

namespace saddle::app {

// One of those who are asked about the drawing.
struct Juror {
  std::string name;  // as people see it
  std::shared_ptr<const Model> model;
  bool operator==(const Juror&) const = default;
};

// What a view of the panel "explain" wants to know of the drawing. A value: what is equal was answered already.
struct ExplainQuestion {
  enum class View { why, shift, jury, strokes };
  View view = View::why;
  std::shared_ptr<const std::vector<float>> digit = {};  // (1, 28, 28)
  Drawing drawing = {};                                  // of strokes
  std::vector<Juror> jury = {};                          // of jury all; otherwise the one who is asked
  int class_index = -1;                                  // of why; -1: the one that is answered
  AttributionMethod method = AttributionMethod::times_input;
  AnswerMapQuestion::Axes axes = AnswerMapQuestion::Axes::shift;
  bool centered = false;
  bool operator==(const ExplainQuestion&) const = default;
};

// The drawing at a moment, and what was said of it.
struct StrokeMoment {
  double ink = 0;  // length of all strokes until then, in sides of the canvas
  bool stroke_end = false;
  std::vector<float> probabilities = {};
};

struct Explanation {
  ExplainQuestion question;
  std::vector<float> probabilities = {};  // of the one who is asked
  int class_index = 0;                    // of why: what it is about
  std::vector<float> values = {};         // of why: attribution()
  std::optional<AnswerMap> map = {};
  double seconds = 0;  // that it took
  Verdicts verdicts = {};
  std::vector<StrokeMoment> moments = {};
};

// Answers it, on the panel's worker.
Explanation explained(const ExplainQuestion& question);

// How often all of them, and their mean, are right on the test set of some data.
struct MeasureQuestion {
  std::vector<Juror> jury = {};
  Choice data = {};
  std::string directory = {};
};
struct MeasuredJury {
  std::vector<Juror> jury = {};
  EnsembleEvaluation evaluation = {};
};
MeasuredJury measured(const MeasureQuestion& question);

// A picture on its way to another answer.
struct FilmQuestion {
  enum class Kind { nudge, dream, morph };
  Kind kind = Kind::nudge;
  Juror juror = {};
  std::shared_ptr<const std::vector<float>> digit = {}, other = {};  // of morph: to the other
  int class_index = 0;
};
struct Film {
  FilmQuestion question;
  std::vector<MadePicture> pictures = {};
  Nudge nudge = {};  // of nudge, without its pictures
};
Film filmed(const FilmQuestion& question);

}  // namespace saddle::app
