#include <algorithm>
#include <cmath>
#include <limits>

#include "saddle/outcome.h"

namespace saddle {
namespace {

using Kind = StationaryPoint::Kind;

double distance(Point a, Point b) { return std::hypot(a.x - b.x, a.y - b.y); }

// In one dimension the height of the domain serves drawing alone.
double size_of(const Function& function) {
  return function.surface->dimensions() == 1 ? function.domain.width() : function.domain.diagonal();
}

double to_nearest(const Function& function, Kind kind, Point from) {
  double least = std::numeric_limits<double>::quiet_NaN();
  for (const StationaryPoint& point : function.points) {
    if (point.kind == kind) least = std::fmin(least, distance(point.at, from));
  }
  return least;
}

void judge_saddle(const Function& function, const Trajectory& path, Outcome& outcome) {
  const double neighborhood = 0.1 * size_of(function);
  double nearest = std::numeric_limits<double>::infinity();
  for (const StationaryPoint& saddle : function.points) {
    if (saddle.kind != Kind::saddle) continue;
    const double level = function.surface->value(saddle.at);
    if (!(path.f.front() >= level)) continue;
    double least = std::numeric_limits<double>::infinity();
    std::optional<int64_t> near, left;
    for (int64_t k = 0; k <= path.steps() && !left; ++k) {
      const double away = distance(saddle.at, path.at(k));
      least = std::fmin(least, away);
      if (!near && away <= neighborhood) near = k;
      if (away > neighborhood && path.f[static_cast<size_t>(k)] < level) left = k;
    }
    if (!(least < nearest)) continue;
    nearest = least;
    outcome.meets_saddle = true;
    outcome.near = near;
    outcome.escaped = left;
  }
}

}  // namespace

std::string_view name_of(Fate fate) {
  switch (fate) {
    case Fate::at_minimum:
      return "at a minimum";
    case Fate::on_saddle:
      return "stuck on a saddle";
    case Fate::on_plateau:
      return "crawls";
    case Fate::under_way:
      return "under way";
    case Fate::escaped:
      return "fell off the edge";
    case Fate::diverged:
      return "diverged";
    case Fate::undefined:
      return "f is undefined at the start";
    case Fate::left:
      return "left the domain of f";
  }
  return "";
}

double close(const Function& function) { return 0.01 * size_of(function); }

Outcome judge(const Function& function, const Trajectory& path) {
  const double size = size_of(function), near = close(function);
  const Point end = path.at(path.steps());
  Outcome outcome{.value = path.f.back(), .distance = to_nearest(function, Kind::minimum, end)};
  for (int64_t k = 0; k <= path.steps() && !outcome.reached; ++k) {
    if (to_nearest(function, Kind::minimum, path.at(k)) <= near) outcome.reached = k;
  }
  judge_saddle(function, path, outcome);
  const Point centre{(function.domain.left + function.domain.right) / 2,
                     (function.domain.bottom + function.domain.top) / 2};
  const double away = distance(end, centre);
  const int64_t late = std::max<int64_t>(0, path.steps() - std::max<int64_t>(1, path.steps() / 10));
  const bool lower = path.f.back() < path.f.front();
  if (!std::isfinite(path.f.front())) {
    outcome.fate = Fate::undefined;
    outcome.reached.reset();
  } else if (std::isnan(path.f.back()) && std::isfinite(end.x) && std::isfinite(end.y)) {
    outcome.fate = Fate::left;
  } else if (!std::isfinite(end.x) || !std::isfinite(end.y) || std::isnan(path.f.back())) {
    outcome.fate = Fate::diverged;
  } else if (away > size) {
    outcome.fate = lower ? Fate::escaped : Fate::diverged;
  } else if (outcome.distance <= near) {
    outcome.fate = Fate::at_minimum;
  } else if (outcome.near && !outcome.escaped && to_nearest(function, Kind::saddle, end) <= 0.1 * size) {
    outcome.fate = Fate::on_saddle;
  } else if (distance(end, path.at(late)) <= 1e-3 * size) {
    outcome.fate = Fate::on_plateau;
  }
  return outcome;
}

}  // namespace saddle
