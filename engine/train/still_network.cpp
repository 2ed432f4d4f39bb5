#include "train/still_network.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/type_named.h"
#include "train/schedule.h"
#include "train/trainer_state.h"

namespace saddle {

StillNetwork::StillNetwork(const Trainer& trainer, int samples)
    : count_(static_cast<int>(std::min<int64_t>(samples, trainer.state_->dataset->train.count))),
      softmax_(type_named(losses::all(), trainer.state_->built.loss.type).traits.applies_softmax),
      network_(trainer.state_->built.network, trainer.state_->dataset->sample, count_,
               static_cast<uint64_t>(trainer.state_->training.seed)),
      objective_(trainer.state_->built, network_) {
  const Trainer::State& s = *trainer.state_;
  take_weights(trainer);
  pass_.seed = s.training_pass().seed;
  const Dataset& dataset = *s.dataset;
  targets_.begin(dataset, count_);
  const View<double> input = network_.input(count_);
  for (int i = 0; i < count_; ++i) {
    s.batches.input().copy(dataset.train, i, input.data + i * dataset.sample.size());
    targets_.set(i, dataset.train, i);
  }
}

void StillNetwork::take_weights(const Trainer& trainer) {
  const auto from = trainer.state_->network.params();
  for (size_t i = 0; i < from.size(); ++i) {
    Param<double>& param = *network_.params()[i];
    std::copy_n(from[i]->value.data(), param.value.size(), param.value.data());
  }
  network_.refresh();
}

double StillNetwork::forward() {
  network_.refresh();
  network_.forward(pass_, count_, workers_);
  return objective_.value(count_, targets_.targets());
}

double StillNetwork::loss_from(StepIndex step) {
  network_.forward_again(step, pass_, count_, workers_);
  return objective_.value(count_, targets_.targets());
}

void StillNetwork::backward() {
  objective_.differentiate(count_, targets_.targets());
  network_.backward(pass_, count_, workers_);
}

double StillNetwork::loss_with_epsilon() {
  const View<const double> output = network_.output(count_);
  const auto labels = targets_.labels();
  if (!softmax_ || std::ssize(labels) != count_) return std::numeric_limits<double>::quiet_NaN();
  const int64_t classes = output.size() / count_;
  double loss = 0;
  for (int i = 0; i < count_; ++i) {
    const double* scores = output.data + i * classes;
    const double most = *std::max_element(scores, scores + classes);
    double sum = 0;
    for (int64_t k = 0; k < classes; ++k) sum += std::exp(scores[k] - most);
    loss -= std::log(std::exp(scores[labels[static_cast<size_t>(i)]] - most) / sum + 1e-7);
  }
  return loss / count_;
}

StillNetwork::Number StillNetwork::number_of(const Trainer& trainer, const std::string& parameter, int64_t index) {
  const Trainer::State& s = *trainer.state_;
  const auto& names = s.network.param_names();
  const auto found = static_cast<size_t>(std::ranges::find(names, parameter) - names.begin());
  if (found == names.size()) throw Error(parameter, "the network has no such parameter");
  const Param<float>& param = *s.network.params()[found];
  Number number{.value = static_cast<double>(param.value[index]),
                .decays = param.spec.role == Role::weight,
                .steps = s.optimizer->steps(),
                .rate_factor = s.network.learns(found) ? schedule_factor(s.training, s.progress()) : 0};
  if (param.grad.size() > 0) number.gradient = static_cast<double>(param.grad[index]);
  const auto state_names = s.optimizer->state_names();
  const auto state = s.optimizer->state(s.network.params());
  for (size_t i = 0; i < state_names.size(); ++i)
    number.memory.emplace_back(state_names[i], static_cast<double>(state[found * state_names.size() + i][index]));
  return number;
}

StillNetwork::Place StillNetwork::place_of(std::string_view parameter, int64_t index) {
  for (const StepIndex step : network_.steps()) {
    for (Param<double>& param : network_.layer(step).params()) {
      if (param.spec.role == Role::statistic || network_.names()[step] + "/" + param.spec.name != parameter) continue;
      if (index >= 0 && index < param.value.size()) return {step, &param};
      throw Error(std::string(parameter), "it has {} numbers, counted from 0; there is none at {}", param.value.size(),
                  index);
    }
  }
  throw Error(std::string(parameter), "the network has no such parameter");
}

}  // namespace saddle
