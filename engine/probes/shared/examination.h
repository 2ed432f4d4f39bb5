#pragma once

#include <cstdint>
#include <vector>

#include "saddle/results.h"
#include "train/probe_memory.h"
#include "train/target_batch.h"

namespace saddle {

struct ProbeContext;

// What the network answers to the test set, brought up to date a slice at a time: the panels that show it share one.
class Examination final : public ProbeMemory::Item {
 public:
  // Asks the samples whose answers are of other weights, some hundred million multiply-adds' worth, in an order that
  // spreads over the set. While training goes on it keeps to the first of them, as answers of many different weights
  // say little. Does nothing where every answer is of this step.
  void advance(ProbeContext& context);
  // Every answer that is wanted is of this step.
  bool complete(const ProbeContext& context) const;
  void weights_changed() override;

  // Everything but `answers`.
  Results summary(const ProbeContext& context) const;
  int64_t examined() const { return examined_; }
  // The i-th asked.
  const Answer& answer(int64_t i) const { return answers_[static_cast<size_t>(order_[static_cast<size_t>(i)])]; }
  // Of a map: pixels of this label that were decided so; -1: any.
  int64_t pixels(const ProbeContext& context, const Answer& answer, int label, int decided) const;

 private:
  void begin(const ProbeContext& context);
  void ask(ProbeContext& context);
  void record(ProbeContext& context, int64_t slot, int row);
  void forget_from(const ProbeContext& context, int64_t i);  // the i-th asked and those after it
  int64_t wanted(const ProbeContext& context) const;
  int64_t samples() const { return static_cast<int64_t>(answers_.size()); }
  int64_t oldest() const;
  int64_t slot_of(const Answer& answer) const { return &answer - answers_.data(); }

  std::vector<Answer> answers_;    // by slot
  std::vector<int32_t> order_;     // slots in the order in which they are asked
  std::vector<uint16_t> classes_;  // decided: labels_per_sample a slot
  std::vector<int64_t> confusion_;
  TargetBatch<float> targets_;
  std::vector<int> decided_;
  std::vector<int64_t> asked_;       // those of this slice, by their places in the order
  int64_t examined_ = 0, next_ = 0;  // the first `examined_` were; `next_` of them is looked at next
};

}  // namespace saddle
