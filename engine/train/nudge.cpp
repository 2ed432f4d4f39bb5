#include "saddle/nudge.h"

#include <algorithm>
#include <cmath>

#include "saddle/attribution.h"
#include "train/made_picture.h"

namespace saddle {
namespace {

// The strongest of the others. Scores, since probabilities that are nearly 1 have no gradient.
int rival_of(const std::vector<float>& scores, int class_index) {
  int rival = -1;
  for (int k = 0; k < static_cast<int>(scores.size()); ++k) {
    if (k != class_index && (rival < 0 || scores[static_cast<size_t>(k)] > scores[static_cast<size_t>(rival)]))
      rival = k;
  }
  return rival;
}

// Of every class, also where one output tells two apart.
std::vector<float> scores_of(const Model& model, std::span<const float> picture) {
  std::vector<float> scores = model.outputs(picture);
  if (scores.size() == 1 && model.sample().classes.size() == 2) scores.insert(scores.begin(), -scores[0]);
  return scores;
}

void measure(Nudge& result, std::span<const float> from) {
  const std::vector<float>& last = result.way.back().picture;
  double squares = 0;
  for (size_t i = 0; i < last.size(); ++i) {
    const double change = static_cast<double>(last[i]) - static_cast<double>(from[i]);
    (change > 0 ? result.added : result.removed) += std::abs(change);
    squares += change * change;
  }
  result.ink = result.added + result.removed;
  result.distance = std::sqrt(squares);
}

}  // namespace

Nudge nudge(const Model& model, std::span<const float> picture, int class_index, const NudgeOptions& options) {
  check_classes(model, class_index);
  Nudge result{.way = {made_picture(model, {picture.begin(), picture.end()})}};
  std::vector<float> now(picture.begin(), picture.end());
  const auto answers = [&](const std::vector<float>& changed) {
    const std::vector<float> scores = scores_of(model, changed);
    return scores[static_cast<size_t>(class_index)] > scores[static_cast<size_t>(rival_of(scores, class_index))];
  };
  for (int step = 0; step < options.most_steps; ++step) {
    const std::vector<float> scores = scores_of(model, now);
    const int rival = rival_of(scores, class_index);
    const double lead = static_cast<double>(scores[static_cast<size_t>(rival)]) -
                        static_cast<double>(scores[static_cast<size_t>(class_index)]);
    if (lead < 0) {
      result.arrived = true;
      break;
    }
    std::vector<float> slope = input_gradient(model, now, {class_index, Asked::Of::output});
    const std::vector<float> other = input_gradient(model, now, {rival, Asked::Of::output});
    double squares = 0;
    for (size_t i = 0; i < slope.size(); ++i) {
      slope[i] -= other[i];
      // Ink cannot become more than full or less than none.
      if ((now[i] >= 1 && slope[i] > 0) || (now[i] <= 0 && slope[i] < 0)) slope[i] = 0;
      squares += static_cast<double>(slope[i]) * static_cast<double>(slope[i]);
    }
    if (!(squares > 0) || !std::isfinite(squares)) break;
    // A little beyond the border, or no step would ever cross it.
    const double wanted = (1.02 * lead + 1e-3) / squares,
                 factor = std::min(wanted, options.stride / std::sqrt(squares));
    for (size_t i = 0; i < now.size(); ++i)
      now[i] = std::clamp(now[i] + static_cast<float>(factor) * slope[i], 0.0f, 1.0f);
    result.way.push_back(made_picture(model, now));
  }
  result.arrived = result.arrived || answers(now);
  if (result.arrived && result.way.size() > 1) {
    const auto between = [&](double share) {
      std::vector<float> blend(picture.begin(), picture.end());
      for (size_t i = 0; i < blend.size(); ++i) blend[i] += static_cast<float>(share) * (now[i] - blend[i]);
      return blend;
    };
    double too_little = 0, enough = 1;
    for (int halving = 0; halving < 8; ++halving) {
      const double middle = (too_little + enough) / 2;
      (answers(between(middle)) ? enough : too_little) = middle;
    }
    if (enough < 1) result.way.push_back(made_picture(model, between(enough)));
  }
  measure(result, picture);
  return result;
}

}  // namespace saddle
