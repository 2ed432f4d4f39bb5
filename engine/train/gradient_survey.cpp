#include "saddle/gradient_survey.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/flush_to_zero.h"
#include "train/gradient_difference.h"
#include "train/still_network.h"

namespace saddle {
namespace {

// Each parameter is checked in so many rounds, a part of it in each, so that what is known early is of all of them.
constexpr int64_t rounds = 64;
constexpr double not_known = std::numeric_limits<double>::quiet_NaN();

// Numbers first, first + rounds, … of a parameter.
void check_part(StillNetwork& still, StillNetwork::Place place, int64_t first, double h, GradientSurvey& survey,
                GradientSurvey::Row& row) {
  Param<double>& param = *place.param;
  for (int64_t at = first; at < param.value.size(); at += rounds) {
    const double gradient = param.grad[at];
    const GradientDifference found =
        gradient_difference([&] { return still.loss_from(place.step); }, survey.loss, param.value[at], gradient, h);
    ++row.checked;
    ++survey.checked;
    if (found.kink) {
      ++row.kinks;
    } else {
      row.worst = std::max(row.worst, found.relative);
      row.mean_difference += (found.absolute - row.mean_difference) / static_cast<double>(row.checked - row.kinks);
    }
    survey.worst.push_back({row.parameter, at, gradient, not_known, found.relative, found.kink});
  }
  still.loss_from(place.step);  // with the weights as they were
}

void keep_worst(std::vector<GradientElement>& worst, size_t most) {
  std::ranges::stable_sort(worst, std::greater(), &GradientElement::relative);
  if (worst.size() > most) worst.resize(most);
}

double central_difference(StillNetwork& still, StillNetwork::Place place, int64_t index, double h) {
  double& weight = place.param->value[index];
  const double at = weight;
  weight = at + h;
  const double ahead = still.loss_from(place.step);
  weight = at - h;
  const double behind = still.loss_from(place.step);
  weight = at;
  return (ahead - behind) / (2 * h);
}

}  // namespace

bool GradientSurvey::passed() const {
  return std::ranges::all_of(rows, [&](const Row& row) { return row.worst <= tolerance; });
}

struct GradientSurveyor::State {
  State(const Trainer& trainer, const GradientSurveyOptions& wanted)
      : options(wanted),
        still(trainer, wanted.samples),
        survey{.loss = still.forward(), .tolerance = gradient_tolerance} {
    still.backward();
    Network<double>& network = still.network();
    for (const StepIndex step : network.steps()) {
      for (Param<double>& param : network.layer(step).params()) {
        if (param.spec.role == Role::statistic) continue;
        places.push_back({step, &param});
        survey.rows.push_back({.parameter = network.names()[step] + "/" + param.spec.name, .size = param.value.size()});
        survey.total += param.value.size();
      }
    }
  }

  const GradientSurveyOptions options;
  StillNetwork still;
  GradientSurvey survey;
  std::vector<StillNetwork::Place> places;
  int64_t round = 0;
  size_t place = 0;  // that is next in this round
};

GradientSurveyor::GradientSurveyor(const Trainer& trainer, const GradientSurveyOptions& options) {
  const FlushToZero flush;
  state_ = std::make_unique<State>(trainer, options);
}
GradientSurveyor::~GradientSurveyor() = default;

const GradientSurvey& GradientSurveyor::so_far() const { return state_->survey; }

bool GradientSurveyor::advance() {
  const FlushToZero flush;
  State& s = *state_;
  if (s.place == s.places.size()) s.place = 0, ++s.round;
  if (s.round >= rounds || s.places.empty()) return false;
  const StillNetwork::Place place = s.places[s.place];
  check_part(s.still, place, s.round, s.options.h, s.survey, s.survey.rows[s.place]);
  keep_worst(s.survey.worst, s.options.most_worst);
  for (GradientElement& element : s.survey.worst) {
    if (std::isnan(element.numerical))
      element.numerical = central_difference(s.still, place, element.index, s.options.h);
  }
  s.still.loss_from(place.step);
  ++s.place;
  return true;
}

GradientSurvey survey_gradients(const Trainer& trainer, const GradientSurveyOptions& options) {
  GradientSurveyor surveyor(trainer, options);
  while (surveyor.advance()) {
    if (options.go_on && !options.go_on(surveyor.so_far())) break;
  }
  return surveyor.so_far();
}

GradientOverH gradient_over_h(const Trainer& trainer, const std::string& parameter, int64_t index, int samples) {
  const FlushToZero flush;
  StillNetwork still(trainer, samples);
  const StillNetwork::Place place = still.place_of(parameter, index);
  still.forward();
  still.backward();
  GradientOverH found{.gradient = place.param->grad[index]};
  double& weight = place.param->value[index];
  const double at = weight;
  for (int half = 0; half <= 32; ++half) {
    DifferenceOverH one{.h = std::pow(10.0, -half / 2.0)};
    const auto losses = [&](double to) {
      weight = to;
      const double loss = still.loss_from(place.step);
      return std::pair{loss, still.loss_with_epsilon()};
    };
    const auto [ahead, ahead_epsilon] = losses(at + one.h);
    const auto [behind, behind_epsilon] = losses(at - one.h);
    one.numerical = (ahead - behind) / (2 * one.h);
    one.error = std::abs(one.numerical - found.gradient);
    one.with_epsilon = std::abs((ahead_epsilon - behind_epsilon) / (2 * one.h) - found.gradient);
    found.steps.push_back(one);
  }
  weight = at;
  return found;
}

}  // namespace saddle
