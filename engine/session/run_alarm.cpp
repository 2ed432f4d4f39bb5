// What a run says when its loss goes wrong, and the weights that are kept to go back to.
#include <algorithm>
#include <utility>

#include "model/optimizer_type.h"
#include "model/type_named.h"
#include "session/run.h"
#include "train/diagnose.h"

namespace saddle {

void Run::diverge() {
  status_ = Status::diverged;
  Diagnosis found = trainer_->diagnose();
  found.learning_rate = blamed_rate();
  found.suggested_rate = suggested_rate();
  diagnosis_ = std::make_shared<const Diagnosis>(std::move(found));
  switch (diagnosis_->cause) {
    case Diagnosis::Cause::data:
      issue_ = make_issue("data", "a sample contains NaN or infinity; use other data");
      break;
    case Diagnosis::Cause::start:
      issue_ = make_issue("network", "the loss is not a number before the first step; the first weights are too large");
      break;
    case Diagnosis::Cause::training:
      issue_ =
          diagnosis_->learning_rate == rate_
              ? make_issue(
                    "",
                    "the loss is not a number any more after step {}; the learning rate of {} is probably too large",
                    trainer_->steps(), to_text(rate_))
              : make_issue(
                    "", "the loss is not a number any more after step {}; the learning rate was {}, probably too large",
                    trainer_->steps(), to_text(diagnosis_->learning_rate));
      break;
  }
  narrator_.diverged(trainer_->steps(), *diagnosis_, *issue_);
}

// Larger networks would need the memory twice.
bool Run::remembers() const {
  constexpr int64_t most_remembered = 50'000'000;
  return trainer_->plan().parameters() <= most_remembered;
}

// `loss`: of these weights. Where it grows, the run may be on its way to infinity.
void Run::remember_if_good(double loss) {
  if (!(loss <= 1.5 * good_loss_) || !remembers()) return;
  remember();
  good_loss_ = std::min(good_loss_, loss);
}

void Run::remember() {
  trainer_->remember();
  good_step_ = trainer_->steps();
  largest_rate_ = 0;
}

const Property& Run::rate_row() const {
  const OptimizerType& type = type_named(optimizers::all(), trainer_->experiment().optimizer.type);
  return *find(type.entry.properties, std::string_view("learning_rate"));
}

void Run::read_rate() { rate_ = number_of(value_of(trainer_->experiment().optimizer.properties, rate_row())); }

// That of now where no step was made since.
double Run::blamed_rate() const { return largest_rate_ > 0 ? largest_rate_ : rate_; }

// Not above the rate of now: whoever has seen the loss grow and chosen a smaller one is not led back.
double Run::suggested_rate() const {
  const double smaller = smaller_rate(blamed_rate(), number_of(rate_row().fallback));
  return rate_ > 0 && rate_ < blamed_rate() ? std::min(smaller, rate_) : smaller;
}

std::optional<LossAlarm> Run::alarm() const {
  const auto kind = watch_.alarm();
  if (!kind || status_ == Status::diverged) return std::nullopt;
  // Three digits; thousands are not powers of ten yet.
  const auto rounded = [](double value) {
    return value >= 1e3 && value < 1e6 ? fmt::format("{:.0f}", value) : fmt::format("{:.3g}", value);
  };
  LossAlarm alarm{.kind = *kind, .issue = {}, .good_step = good_step_, .suggested_rate = suggested_rate()};
  const std::string from = rounded(watch_.start()), to = rounded(watch_.now());
  if (*kind == LossAlarm::Kind::stuck) {
    alarm.issue = make_issue(
        "", "after {} steps the loss is {}, no better than guessing; try another learning rate or initialization",
        trainer_->steps(), to);
  } else if (blamed_rate() == rate_) {
    alarm.issue = make_issue("", "the loss has grown from {} to {}; the learning rate of {} is probably too large",
                             from, to, to_text(rate_));
  } else {
    alarm.issue = make_issue("", "the loss has grown from {} to {}; the learning rate was {}, probably too large", from,
                             to, to_text(blamed_rate()));
  }
  return alarm;
}

}  // namespace saddle
