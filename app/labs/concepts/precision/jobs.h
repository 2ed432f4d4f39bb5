#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "labs/concepts/precision/work.h"
#include "labs/concepts/shared/standing_net.h"
#include "model/lab.h"
#include "saddle/latest_job.h"
#include "saddle/precision.h"
#include "saddle/rounded_training.h"

namespace saddle::app {

// What a network makes of its test set in each format, as far as it has been measured.
struct FormatSurvey {
  std::vector<RoundedEvaluation> formats = {};  // as all_formats
  std::string data = {};                        // the set, by its name
  int64_t samples = 0;
  bool shipped = false;  // of the network that ships
};

// Measures a network in all formats, on a thread of its own.
class FormatJob {
 public:
  explicit FormatJob(const LabServices& services);

  // Every frame in which it is shown: asks for the net when it is first wanted, and for the answer to another question.
  void update(Frame& frame, const PrecisionOptions& o);
  void look_again() { stale_ = true; }
  // Of the network that was asked for last; null until its first numbers are there.
  std::shared_ptr<const FormatSurvey> survey() const;
  std::optional<Issue> failure() const;
  bool waiting() const { return capture_.waiting() || job_.waiting(); }
  bool pump() { return job_.pump(); }

 private:
  struct Order {
    StandingNet net;
    bool shipped = false;
    int samples = 0;
    bool operator==(const Order& other) const { return shipped == other.shipped && samples == other.samples; }
  };
  using Job = LatestJob<Order, std::shared_ptr<const FormatSurvey>>;
  static void measure(const Order& order, Job::Progress& progress);

  NetCapture capture_;
  std::optional<StandingNet> net_;
  std::optional<Order> asked_;
  uint64_t ordered_ = 0;
  bool stale_ = true;
  Job job_;
};

// The same small network trained three times: in float, in the format, and in the format with a scaled loss.
struct ScalingRace {
  static constexpr int64_t steps = 250;
  std::array<RoundedTraining, 3> runs = {};
};
class ScalingJob {
 public:
  explicit ScalingJob(const LabServices& services);
  void update(const PrecisionOptions& o);
  std::shared_ptr<const ScalingRace> race() const { return job_.latest()->product; }
  bool waiting() const { return job_.waiting(); }
  bool pump() { return job_.pump(); }

 private:
  struct Order {
    std::string format;
    int depth = 0, scale_power = 0;
    bool float_weights = true;
    bool operator==(const Order&) const = default;
  };
  using Job = LatestJob<Order, std::shared_ptr<const ScalingRace>>;
  static void race_all(const Order& order, Job::Progress& progress);

  std::optional<Order> asked_;
  Job job_;
};

}  // namespace saddle::app
