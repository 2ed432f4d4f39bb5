#include "panels/explain/question.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "panels/digit/raster.h"

namespace saddle::app {
namespace {

constexpr int most_moments = 48;  // that a drawing is looked at

double length_of(const Stroke& stroke) {
  double length = 0;
  for (size_t i = 1; i < stroke.points.size(); ++i) {
    length += std::hypot(static_cast<double>(stroke.points[i].x - stroke.points[i - 1].x),
                         static_cast<double>(stroke.points[i].y - stroke.points[i - 1].y));
  }
  return length;
}

// The drawing as it was at moments spread over its points; at the end of each stroke in any case.
std::vector<StrokeMoment> moments_of(const Drawing& drawing, const Model& model) {
  size_t points = 0;
  for (const auto& stroke : drawing.strokes) points += stroke->points.size();
  const size_t every = std::max<size_t>(1, points / most_moments);
  std::vector<StrokeMoment> moments;
  Drawing made{.picture = drawing.picture};
  double before = 0;
  for (const auto& stroke : drawing.strokes) {
    for (size_t count = every; count < stroke->points.size() + every; count += every) {
      const size_t end = std::min(count, stroke->points.size());
      Stroke part = *stroke;
      part.points.resize(end);
      const double ink = before + length_of(part);
      made.strokes.push_back(std::make_shared<const Stroke>(std::move(part)));
      moments.push_back({ink, end == stroke->points.size(), model.predict(mnist_form(rasterize(made)))});
      made.strokes.pop_back();
    }
    made.strokes.push_back(stroke);
    before += length_of(*stroke);
  }
  return moments;
}

}  // namespace

Explanation explained(const ExplainQuestion& question) {
  const auto start = std::chrono::steady_clock::now();
  Explanation found{.question = question};
  const std::vector<float>& digit = *question.digit;
  const Model& model = *question.jury.front().model;
  switch (question.view) {
    case ExplainQuestion::View::why: {
      found.probabilities = model.predict(digit);
      const auto best = std::ranges::max_element(found.probabilities) - found.probabilities.begin();
      found.class_index = question.class_index < 0 ? static_cast<int>(best) : question.class_index;
      found.values = attribution(model, digit, {found.class_index, Asked::Of::output}, {.method = question.method});
      break;
    }
    case ExplainQuestion::View::shift: {
      found.map = answer_map(model, {.picture = digit, .axes = question.axes, .centered = question.centered});
      break;
    }
    case ExplainQuestion::View::jury: {
      std::vector<std::shared_ptr<const Model>> models;
      for (const Juror& juror : question.jury) models.push_back(juror.model);
      found.verdicts = ask(models, digit);
      break;
    }
    case ExplainQuestion::View::strokes:
      found.moments = moments_of(question.drawing, model);
      break;
  }
  found.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return found;
}

MeasuredJury measured(const MeasureQuestion& question) {
  const auto dataset = load_dataset(question.data, question.directory);
  std::vector<std::shared_ptr<const Model>> models;
  for (const Juror& juror : question.jury) models.push_back(juror.model);
  return {question.jury, evaluate_together(models, *dataset, Dataset::Part::test)};
}

Film filmed(const FilmQuestion& question) {
  Film film{.question = question};
  const Model& model = *question.juror.model;
  switch (question.kind) {
    case FilmQuestion::Kind::nudge:
      film.nudge = nudge(model, *question.digit, question.class_index);
      film.pictures = std::exchange(film.nudge.way, {});
      break;
    case FilmQuestion::Kind::dream:
      film.pictures = dream(model, question.class_index);
      break;
    case FilmQuestion::Kind::morph:
      film.pictures = morph(model, *question.digit, *question.other, 40);
      break;
  }
  return film;
}

}  // namespace saddle::app
