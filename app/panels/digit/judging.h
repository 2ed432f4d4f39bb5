#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/frame.h"
#include "model/lab.h"
#include "saddle/digit_judge.h"
#include "saddle/latest_job.h"

namespace saddle::app {

// Whether the drawing is a digit, asked on a thread of its own: see DigitJudge.
class Judging {
 public:
  struct Judged {
    Drawing drawing = {};
    int width = 0, height = 0;  // of the picture that was judged
    Judgement judgement = {};
    std::vector<std::string> digits = {};  // of several: what the model that ships reads in each part
  };

  void connect(const LabServices& services);
  // Every frame. What is known of this drawing, or of the one before while it is being judged; null: nothing is.
  const Judged* update(Frame& frame);
  bool pump() { return job_ && job_->pump(); }
  bool waiting() const { return job_ && job_->waiting(); }

 private:
  struct Order {
    Drawing drawing;
    std::shared_ptr<const Model> reader;
  };
  using Job = LatestJob<Order, std::shared_ptr<const Judged>>;

  std::unique_ptr<Job> job_;
  Drawing asked_;
  uint64_t sent_ = 0;
  std::shared_ptr<const Judged> known_;
};

// On the canvas: that there is no digit, or a box around each of several with what it reads.
void draw_judgement(Frame& frame, const Judging::Judged& judged);

}  // namespace saddle::app
