#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "probes/shared/plane_directions.h"
#include "probes/shared/weight_loss.h"
#include "saddle/probe.h"
#include "train/probe_memory.h"

namespace saddle {

struct LossPlaneOptions {
  std::string directions = "random";
  int seed = 1;
  double range = 1;
  std::string resolution = "33";
  int samples = 256;
  static auto fields() {
    return std::tuple{
        field("directions", &LossPlaneOptions::directions, {.choices = {"random", "principal"}},
              "random: drawn, as long as the weights, filter by filter. principal: the first two principal components "
              "of the path."),
        field("seed", &LossPlaneOptions::seed, {.min = 0, .max = 1e9}, "Of the random directions."),
        field("range", &LossPlaneOptions::range, {.min = 0.01, .max = 100, .logarithmic = true},
              "How far it reaches: random, in lengths of the weights; principal, in extents of the path."),
        field("resolution", &LossPlaneOptions::resolution, {.choices = {"17", "33", "65"}},
              "Points along each side, from coarse to fine."),
        field("samples", &LossPlaneOptions::samples, {.min = 1, .max = 100000, .logarithmic = true},
              "Training samples the loss is of, always the same ones."),
    };
  }
  bool operator==(const LossPlaneOptions&) const = default;
};

// The loss on a plane through the weights, on a grid that is filled in a slice at a time, from coarse to fine; and the
// path of the weights, projected onto it. The plane stays where it was laid while training goes on, so that what has
// been computed stays true; once it is full, or where training stands still, another is laid through the weights of
// then.
class LossPlane final : public ProbeMemory::Item {
 public:
  // A slice of the work, some milliseconds.
  void advance(const LossPlaneOptions& options, ProbeContext& context);
  // A LossLandscapeReading.
  Reading reading(const ProbeContext& context) const;
  void weights_changed() override;
  void path_dropped() override { *this = {}; }

 private:
  struct Sheet {  // one plane
    WeightPlane plane;
    std::vector<float> statistics;
    int side = 0;  // points
    double x_min = 0, y_min = 0, size = 0;
    std::vector<int32_t> order = {};  // of the points, from coarse to fine
    std::vector<float> loss = {};
    size_t evaluated = 0;
    std::map<int64_t, WeightPlane::Projection> path = {};  // by step
    bool done() const { return evaluated == order.size(); }
    bool holds(const WeightPlane::Projection& at) const {
      return at.x >= x_min && at.x <= x_min + size && at.y >= y_min && at.y <= y_min + size;
    }
  };

  std::optional<LossLandscapeReading::Unavailable> why_unavailable(const ProbeContext& context) const;
  bool wants_another(const ProbeContext& context) const;
  void begin(ProbeContext& context);
  void lay(WeightPlane plane);
  bool project(Sheet& sheet, const ProbeContext& context, int64_t& budget) const;
  void place(Sheet& sheet, bool going_on) const;
  void evaluate(Sheet& sheet, ProbeContext& context, int64_t budget);

  LossPlaneOptions options_;
  std::optional<LossLandscapeReading::Unavailable> unavailable_;
  std::optional<WeightLoss> loss_;
  std::optional<PrincipalPlane> principal_;  // of the next one, while it is worked out
  std::vector<float> statistics_;            // when that began
  std::optional<Sheet> shown_, next_;
  const Sheet* under_way_ = nullptr;  // of which loss_ has begun the next point
  WeightPlane::Projection now_;       // on the one shown
  bool complete_ = false;
};

}  // namespace saddle
