#pragma once

#include <memory>
#include <optional>

#include "saddle/model.h"
#include "saddle/thread_safety.h"
#include "train/inference.h"
#include "train/model_file.h"

namespace saddle {

struct Model::State {
  State(ModelContent stored, catalog::SampleInfo looks);

  const ModelContent content;
  const catalog::SampleInfo sample;
  const Plan plan;
  const std::optional<Issue> issue;

  // ask(inference) with the network to itself. Throws Error where there is an issue, or the weights do not fit.
  template <class Ask>
  auto with_network(const Ask& ask) {
    if (issue) throw Error(*issue);
    const MutexLock lock(mutex_);
    if (!inference_) inference_ = std::make_unique<Inference>(content, plan, sample);
    return ask(*inference_);
  }

 private:
  Mutex mutex_;
  std::unique_ptr<Inference> inference_ SADDLE_GUARDED_BY(mutex_);  // made when it is first asked
};

}  // namespace saddle
