#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "labs/concepts/shared/standing_net.h"
#include "model/lab.h"
#include "saddle/latest_job.h"
#include "saddle/one_step.h"

namespace saddle::app {

// Works out one step of the net as it stands, on a thread of its own.
class OneStepJob {
 public:
  static constexpr int samples = 100;  // to choose from

  explicit OneStepJob(const LabServices& services);

  // Every frame: asks for the net where it has changed, and for the step where the question has.
  void update(Frame& frame, const OneStepQuestion& question);
  void look_again() { stale_ = true; }  // at the net as it is now

  std::shared_ptr<const OneStep> step() const { return job_.latest()->product.step; }
  std::vector<ParameterSize> parameters() const;
  std::optional<Issue> failure() const;
  bool waiting() const { return capture_.waiting() || job_.waiting(); }
  bool pump() { return job_.pump(); }

 private:
  struct Order {
    StandingNet net;
    OneStepQuestion question;
  };
  struct Product {
    std::shared_ptr<const OneStep> step;
    std::vector<ParameterSize> parameters;
  };
  struct Loaded {  // kept from order to order
    Choice data;
    std::shared_ptr<const Dataset> dataset;
  };
  using Job = LatestJob<Order, Product>;

  NetCapture capture_;
  std::optional<StandingNet> net_;
  std::optional<OneStepQuestion> asked_;
  uint64_t ordered_ = 0, run_ = 0;
  int64_t steps_ = -1;
  bool stale_ = true;
  std::shared_ptr<Loaded> loaded_ = std::make_shared<Loaded>();  // the worker's alone
  Job job_;
};

}  // namespace saddle::app
