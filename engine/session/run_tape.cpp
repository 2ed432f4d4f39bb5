#include <algorithm>
#include <utility>

#include "session/run.h"
#include "train/tape_file.h"

// A run as a file that can be looked at without training it.
namespace saddle {

// With the moment of now, where that is not kept.
Model Run::tape() const {
  std::vector<TapeMoment> moments;
  for (const Timeline::Entry& entry : timeline_.entries()) moments.push_back({entry.moment, entry.seconds});
  if (moments.empty() || moments.back().moment->step < trainer_->steps())
    moments.push_back({trainer_->moment(nullptr), seconds_});
  return trainer_->tape({.curves = curves_.freeze(), .events = narrator_.events(), .total_steps = until_}, moments);
}

void Run::play_tape() {
  const RunTape& tape = *model_->tape();
  const std::vector<TapeMoment> moments = trainer_->play(*model_);
  // All of them, whatever memory is given to runs.
  constexpr int64_t room = int64_t{1} << 40;
  const int64_t budget = timeline_.budget();
  timeline_.set_budget(room);
  const auto experiment = std::make_shared<const Experiment>(trainer_->experiment());
  for (const TapeMoment& kept : moments)
    timeline_.add({.moment = kept.moment, .experiment = experiment, .seconds = kept.seconds});
  timeline_.set_budget(std::max(budget, timeline_.bytes()));
  curves_.begin_with(tape.curves, trainer_->steps());
}

void Run::expect_data() const {
  if (tape_) throw Error("", "a tape can be looked at; press Train to train its experiment from the first step");
}

}  // namespace saddle
