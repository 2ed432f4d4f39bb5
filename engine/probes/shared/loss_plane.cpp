#include "probes/shared/loss_plane.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "train/probe_type.h"
#include "train/weight_vector.h"

namespace saddle {
namespace {

constexpr int64_t plane_slice_macs = 200'000'000;  // some milliseconds
constexpr int coarsest = 4;                        // cells along a side
constexpr double margin = 1.25;                    // around the path
constexpr double room_to_go = 2;                   // times as wide while training goes on

// Of side * side points: every cells / coarsest-th of every such row, then those between, and so on.
std::vector<int32_t> coarse_to_fine(int side) {
  std::vector<int32_t> order;
  for (int stride = (side - 1) / coarsest; stride >= 1; stride /= 2) {
    const bool first = order.empty();
    for (int row = 0; row < side; row += stride) {
      for (int column = 0; column < side; column += stride) {
        const bool known = !first && row % (2 * stride) == 0 && column % (2 * stride) == 0;
        if (!known) order.push_back(row * side + column);
      }
    }
  }
  return order;
}

}  // namespace

void LossPlane::weights_changed() {
  shown_.reset();
  next_.reset();
  principal_.reset();
  under_way_ = nullptr;
}

std::optional<LossLandscapeReading::Unavailable> LossPlane::why_unavailable(const ProbeContext& context) const {
  if (WeightPath::count_of(context.network) == 0) return LossLandscapeReading::Unavailable::no_weights;
  if (context.path.too_large()) return LossLandscapeReading::Unavailable::too_large;
  const WeightPath::Places& places = context.path.places();
  const auto before =
      std::count_if(places.begin(), places.end(), [&](const auto& place) { return place->step < context.step; });
  if (options_.directions == "principal" && before < 2) return LossLandscapeReading::Unavailable::short_path;
  return std::nullopt;
}

// While training goes on, a plane is filled before the next one is begun, however far the weights have come - unless
// it is one around their path, and they have left it.
bool LossPlane::wants_another(const ProbeContext& context) const {
  if (!shown_) return true;
  if (shown_->plane.origin->step == context.step) return false;
  const bool left = options_.directions == "principal" && !shown_->holds(now_);
  return !context.going_on || shown_->done() || left;
}

void LossPlane::advance(const LossPlaneOptions& options, ProbeContext& context) {
  if (!(options == options_)) {
    if (options.samples != options_.samples) loss_.reset();
    weights_changed();
    options_ = options;
  }
  complete_ = false;
  if (!next_ && !principal_ && wants_another(context)) {
    unavailable_ = why_unavailable(context);
    if (!unavailable_) begin(context);
  }
  int64_t budget = plane_slice_macs;
  if (principal_ && principal_->advance(budget)) {
    auto plane = principal_->plane();
    principal_.reset();
    if (plane) {
      lay(std::move(*plane));
    } else {
      unavailable_ = LossLandscapeReading::Unavailable::straight_path;
    }
  }
  if (next_ && project(*next_, context, budget)) {
    if (next_->loss.empty()) place(*next_, context.going_on);
    evaluate(*next_, context, budget);
    // Never to a coarser picture.
    if (!shown_ || next_->evaluated >= shown_->evaluated) {
      shown_ = std::move(next_);
      next_.reset();
      under_way_ = nullptr;
    }
  } else if (shown_ && !next_ && !principal_) {
    evaluate(*shown_, context, budget);
  }
  const bool projected = shown_ && project(*shown_, context, budget);
  if (shown_) {
    const bool there = shown_->plane.origin->step == context.step;
    now_ = there ? WeightPlane::Projection{} : shown_->plane.project(weights_at(context.step, context.network));
  }
  const bool finished = projected && !next_ && shown_->done() && shown_->plane.origin->step == context.step;
  complete_ = !principal_ && (finished || (unavailable_ && !next_));
}

void LossPlane::begin(ProbeContext& context) {
  if (!loss_) loss_.emplace(context, options_.samples);
  statistics_ = WeightLoss::statistics_of(context.network);
  auto origin = std::make_shared<const Moment>(weights_at(context.step, context.network));
  if (options_.directions == "random") {
    lay(random_plane(context.network, std::move(origin), static_cast<uint64_t>(options_.seed)));
    return;
  }
  WeightPath::Places places;
  std::copy_if(context.path.places().begin(), context.path.places().end(), std::back_inserter(places),
               [&](const auto& place) { return place->step < context.step; });
  places.push_back(std::move(origin));
  principal_.emplace(std::move(places));
}

void LossPlane::lay(WeightPlane plane) {
  next_ = Sheet{.plane = std::move(plane), .statistics = statistics_, .side = std::stoi(options_.resolution)};
  next_->order = coarse_to_fine(next_->side);
}

// Where the places lie on the sheet: those that are new. True when all are there.
bool LossPlane::project(Sheet& sheet, const ProbeContext& context, int64_t& budget) const {
  for (const auto& place : context.path.places()) {
    if (sheet.path.contains(place->step)) continue;
    if (budget <= 0) return false;
    sheet.path[place->step] = sheet.plane.project(*place);
    budget -= 8 * WeightPath::count_of(context.network);
  }
  return true;
}

// Around the weights, or around their path.
void LossPlane::place(Sheet& sheet, bool going_on) const {
  sheet.loss.assign(sheet.order.size(), std::numeric_limits<float>::quiet_NaN());
  double x_min = 0, x_max = 0, y_min = 0, y_max = 0, half = options_.range, ahead = 0;
  if (options_.directions == "principal") {
    for (const auto& [step, at] : sheet.path) {
      x_min = std::min(x_min, at.x), x_max = std::max(x_max, at.x);
      y_min = std::min(y_min, at.y), y_max = std::max(y_max, at.y);
    }
    half = options_.range * margin * std::max(x_max - x_min, y_max - y_min) / 2;
    // The first place lies to the left, so the way leads to the right.
    if (going_on) ahead = (room_to_go - 1) * half, half *= room_to_go;
  }
  sheet.size = 2 * half;
  sheet.x_min = (x_min + x_max) / 2 + ahead - half;
  sheet.y_min = (y_min + y_max) / 2 - half;
}

void LossPlane::evaluate(Sheet& sheet, ProbeContext& context, int64_t budget) {
  if (under_way_ != &sheet) under_way_ = nullptr;
  const double step = sheet.size / (sheet.side - 1);
  for (bool first = true; !sheet.done() && (first || budget > 0); first = false) {
    const int32_t point = sheet.order[sheet.evaluated];
    if (!under_way_) {
      loss_->begin(sheet.plane, sheet.statistics, sheet.x_min + step * (point % sheet.side),
                   sheet.y_min + step * (point / sheet.side));
      budget -= loss_->begin_macs();
      under_way_ = &sheet;
    }
    const auto loss = loss_->advance(context);
    budget -= loss_->batch_macs();
    if (!loss) continue;
    const bool number = *loss <= static_cast<double>(std::numeric_limits<float>::max());
    sheet.loss[static_cast<size_t>(point)] =
        number ? static_cast<float>(*loss) : std::numeric_limits<float>::infinity();
    ++sheet.evaluated;
    under_way_ = nullptr;
  }
}

Reading LossPlane::reading(const ProbeContext& context) const {
  LossLandscapeReading reading{.unavailable = unavailable_};
  if (shown_) {
    const Sheet& sheet = *shown_;
    const auto number = [](double value) { return static_cast<float>(value); };
    LossLandscapeReading::Plane plane{.loss = {{sheet.side, sheet.side}, sheet.loss},
                                      .x_min = number(sheet.x_min),
                                      .x_max = number(sheet.x_min + sheet.size),
                                      .y_min = number(sheet.y_min),
                                      .y_max = number(sheet.y_min + sheet.size),
                                      .laid = sheet.plane.origin->step};
    const auto add = [&](const WeightPlane::Projection& at, int64_t step) {
      plane.path.push_back({number(at.x), number(at.y), number(at.distance), step});
    };
    for (const auto& place : context.path.places()) {
      const auto known = sheet.path.find(place->step);
      if (place->step < context.step && known != sheet.path.end()) add(known->second, place->step);
    }
    add(now_, context.step);
    if (const auto& explained = sheet.plane.explained)
      plane.explained = {number((*explained)[0]), number((*explained)[1])};
    reading.plane = std::move(plane);
  }
  const bool filling = shown_ ? !shown_->done() : !complete_;
  return {.step = context.step, .content = std::move(reading), .complete = complete_, .filling = filling};
}

}  // namespace saddle
