#include <algorithm>
#include <cassert>
#include <utility>

#include "core/each_number.h"
#include "core/rng.h"
#include "core/scratch.h"
#include "nn/network.h"
#include "nn/network_runs.h"

// How samples go through a network's layers, and gradients back.
namespace saddle {
namespace {

struct PassingMemory;  // owner of scratch memory: the gradients of a run, see PassingGradients

}  // namespace

template <class Real>
void Network<Real>::refresh(int count, Workers& workers) {
  parts_.clear();
  for (const StepIndex step : steps()) {
    const ParallelRefresh* const parallel = roles_[step].parallel_refresh;
    for (int part = 0; part < (parallel ? parallel->refresh_parts() : 1); ++part) parts_.push_back({step, part});
  }
  over(static_cast<int>(parts_.size()), count, workers, [&](int item) {
    const auto [step, part] = parts_[static_cast<size_t>(item)];
    if (ParallelRefresh* const parallel = roles_[step].parallel_refresh) {
      parallel->refresh_part(use_, part);
    } else {
      layers_[step]->refresh(use_);
    }
  });
  folding_.parameters_changed();
}

template <class Real>
Inputs<Real> Network<Real>::inputs_of(StepIndex step, int first, int count) const {
  thread_local std::vector<View<const Real>> views;  // keeps its memory from call to call
  views.clear();
  for (const Wire& wire : wires_[step]) {
    const Tensor<Real>& source = wire.from ? activations_[home_of(*wire.from)] : input_;
    views.push_back(source.view().slice(first, count));
  }
  return views;
}

template <class Real>
Pass Network<Real>::pass_of(StepIndex step, const Pass& pass, int first) const {
  Pass here = pass;
  here.first_sample = pass.first_sample + first;
  here.seed = key(pass.seed, purposes_[step]);
  if (!separate_) here.epilogue = fusion_.epilogue_of(step);
  return here;
}

template <class Real>
void Network<Real>::forward_training(StepIndex step, const Pass& pass, int first, int count) {
  if (!separate_ && fusion_.is_applied(step)) return;
  const View<Real> out = activations_[home_of(step)].view().slice(first, count);
  layers_[step]->forward(pass_of(step, pass, first), inputs_of(step, first, count), out);
  hold_pinned(step, out);
  if (training_observer_ && separate_) training_observer_(step, out);
}

template <class Real>
void Network<Real>::forward_inference(const Pass& pass, Steps steps, int first, int count) {
  for (const StepIndex step : steps) {
    const bool folds = !pass.every_activation;
    if (!needed_[step] || (folds && folding_.is_folded(step)) || (!separate_ && fusion_.is_applied(step))) continue;
    Layer<Real>* host = folds ? folding_.host(step) : nullptr;
    const StepIndex result = host ? folding_.result_of(step) : step;
    const View<Real> out = activations_[home_of(result)].view().slice(first, count);
    (host ? *host : *layers_[step]).forward(pass_of(result, pass, first), inputs_of(step, first, count), out);
    hold_pinned(result, out);
    if (observer_) observer_(result, out);
  }
}

template <class Real>
void Network<Real>::forward(const Pass& pass, int count, Workers& workers) {
  reserve(count);
  if (pass.training) reserve_gradients();
  separate(pass.every_activation || observer_);  // an observer sees each layer by itself
  if (!pass.training) {
    forward_inference_from(StepIndex(), pass, count, workers);
  } else {
    forward_training_from(StepIndex(), pass, count, workers);
  }
  if (pass.shared) exchange_outputs(count);
}

template <class Real>
void Network<Real>::forward_from(StepIndex step, const Pass& pass, int count, Workers& workers) {
  assert(!pass.training && count <= reserved_ && separate_ == (pass.every_activation || observer_));
  forward_inference_from(step, pass, count, workers);
}

template <class Real>
void Network<Real>::forward_inference_from(StepIndex step, const Pass& pass, int count, Workers& workers) {
  if (!pass.every_activation) folding_.refresh();
  for (const Steps part :
       {Steps(step, std::max(step, cut_.tail())), Steps(std::max(step, cut_.tail()), layers_.end_index())}) {
    if (part.empty()) continue;
    over_runs(*part.begin(), pass, count, workers,
              [&](int, int first, int length) { forward_inference(pass, part, first, length); });
  }
}

template <class Real>
void Network<Real>::forward_again(StepIndex step, const Pass& pass, int count, Workers& workers) {
  layers_[step]->refresh(use_);
  folding_.parameters_changed();
  forward_training_from(step, pass, count, workers);
}

template <class Real>
void Network<Real>::forward_training_from(StepIndex first_step, const Pass& pass, int count, Workers& workers) {
  // Up to the tail, or to the next layer with statistics of the batch, which it measures run by run while that is in
  // the cache.
  BatchStatistics<Real>* next = nullptr;
  const StepIndex all_end = layers_.end_index();
  for (StepIndex begin = first_step, end = begin; begin != all_end; begin = end) {
    if (next || !roles_[begin].statistics) ++end;
    while (end != all_end && end != cut_.tail() && !roles_[end].statistics) ++end;
    next = end != all_end ? roles_[end].statistics : nullptr;
    over_runs(begin, pass, count, workers, [&](int run, int first, int length) {
      for (const StepIndex step : Steps(begin, end)) forward_training(step, pass, first, length);
      if (next) next->measure_statistics(inputs_of(end, 0, count), run);
    });
    if (!next) continue;
    if (pass.shared) exchange_statistics(next->measured(count), count);
    next->finish_statistics(count);
  }
}

template <class Real>
View<Real> Network<Real>::gradient_of(StepIndex step, int first, int count) {
  const StepIndex home = gradient_home_of(step);
  if (separate_ || passing_.place[home] < 0) return gradients_[home].view().slice(first, count);
  Real* const memory = scratch<PassingMemory, Real>(passing_.width * cut_.longest_run());
  return {memory + passing_.place[home] * count, gradients_[home].shape().with_first(count)};
}

template <class Real>
void Network<Real>::backward_step(StepIndex step, const Pass& pass, int first, int count) {
  thread_local std::vector<View<Real>> din;
  din.clear();
  for (Wire& wire : wires_[step]) {
    if (!wire.from) {
      din.push_back({});
    } else if (wire.first) {
      din.push_back(gradient_of(*wire.from, first, count));
    } else {
      din.push_back(wire.spare.view().slice(first, count));
    }
  }
  layers_[step]->backward(pass_of(step, pass, first), inputs_of(step, first, count),
                          activations_[home_of(step)].view().slice(first, count), gradient_of(step, first, count), din);
  for (size_t i = 0; i < din.size(); ++i) {
    const Wire& wire = wires_[step][i];
    if (!wire.from || wire.first) continue;
    each_number(din[i].size(), [sum = gradient_of(*wire.from, first, count).data, more = din[i].data](int64_t k) {
      sum[k] += more[k];
    });
  }
}

// The gradient of the parameters of these steps that was not added up run by run, nor belongs to statistics.
template <class Real>
void Network<Real>::finish_parameters(Steps steps, const Pass& pass, int count, Workers& workers) {
  if (pass.shared) exchange_for_gradients(steps, count);
  // What is summed over the ranks is added up and finished at the end of the pass.
  const auto sums_of = [&](StepIndex step) { return pass.shared ? nullptr : roles_[step].summed_gradient; };
  parts_.clear();
  for (const StepIndex step : steps) {
    const BatchGradient<Real>* const whole = roles_[step].batch_gradient;
    const int number = whole ? whole->gradient_parts() : sums_of(step) ? sums_of(step)->sum_portions() : 0;
    for (int part = 0; part < number; ++part) parts_.push_back({step, part});
  }
  over(static_cast<int>(parts_.size()), count, workers, [&](int item) {
    const auto [step, part] = parts_[static_cast<size_t>(item)];
    if (BatchGradient<Real>* const whole = roles_[step].batch_gradient) {
      whole->gradient(inputs_of(step, 0, count), gradient_of(step, 0, count), part);
    } else {
      sums_of(step)->add_parts(1, cut_.sum_parts(), {part, sums_of(step)->sum_portions()});
    }
  });
  parts_.clear();
  for (const StepIndex step : steps) {
    const BatchGradient<Real>* const whole = roles_[step].batch_gradient;
    const int number = whole ? whole->finish_parts() : sums_of(step) ? sums_of(step)->finish_portions() : 0;
    for (int part = 0; part < number; ++part) parts_.push_back({step, part});
  }
  over(static_cast<int>(parts_.size()), count, workers, [&](int item) {
    const auto [step, part] = parts_[static_cast<size_t>(item)];
    if (BatchGradient<Real>* const whole = roles_[step].batch_gradient) {
      whole->finish_gradient(part);
    } else {
      sums_of(step)->finish_gradient({part, sums_of(step)->finish_portions()});
    }
  });
}

// A run through these steps, from the last to the first. `part`: of the sums over samples; -1: they are not needed.
template <class Real>
void Network<Real>::backward_run(Steps steps, const Pass& pass, BatchCut::Run run, int part, bool first_of_part) {
  for (const StepIndex step : steps.reversed()) {
    cut_pinned(step, run.first, run.length);
    if (gradient_observer_ && separate_) gradient_observer_(step, gradient_of(step, run.first, run.length));
    if (SummedGradient<Real>* const summed = roles_[step].summed_gradient; summed && part >= 0)
      summed->add_gradient(inputs_of(step, run.first, run.length), gradient_of(step, run.first, run.length), part,
                           first_of_part);
    if (run.length > 0) backward_step(step, pass, run.first, run.length);
  }
}

template <class Real>
void Network<Real>::backward(const Pass& pass, int count, Workers& workers) {
  // From `end` down to the tail's beginning, or to, and without, the next layer that must know its output's gradient
  // for the whole batch first. What it sums up of that it takes run by run, while it is in the cache; its own backward
  // pass begins the next round.
  const auto statistics_before = [&](StepIndex step) -> BatchStatistics<Real>* {
    return step == StepIndex() ? nullptr : roles_[step - 1].statistics;
  };
  bool summed = false;  // the step before `end` has its sums
  for (StepIndex end = layers_.end_index(), begin = end; end != StepIndex(); end = begin) {
    if (summed) --begin;
    while (begin != StepIndex() && (begin != cut_.tail() || begin == end) && !statistics_before(begin)) --begin;
    const Steps steps(begin, end);
    BatchStatistics<Real>* const next = statistics_before(begin);
    summed = next != nullptr;
    const BatchCut::Runs runs = cut_.runs(begin, count, workers.threads(), share_of(pass));
    const auto sum_gradient = [&](int run) {
      if (!next) return;
      const StepIndex step = begin - 1;
      const BatchCut::Run here = cut_.run(runs, run);
      cut_pinned(step, here.first, here.length);
      if (gradient_observer_ && separate_) {
        gradient_observer_(step, gradient_of(step, here.first, here.length));
      }
      next->sum_gradient(inputs_of(step, 0, count), gradient_of(step, 0, count), run);
    };
    bool adds = false;
    for (const StepIndex step : steps) adds = adds || (!pass.outputs_alone && roles_[step].summed_gradient);
    // The runs of a part follow each other on one thread: sums have an order.
    const int parts = adds ? cut_.sum_parts() : runs.all;
    const BatchCut::Range own = adds ? cut_.parts(share_of(pass)) : runs.numbers;
    over(own.end - own.first, count, workers, [&](int item) {
      const int part = own.first + item;
      const int first = part * runs.all / parts, last = (part + 1) * runs.all / parts;
      for (int run = first; run < last; ++run) {
        backward_run(steps, pass, cut_.run(runs, run), adds ? part : -1, run == first);
        sum_gradient(run);
      }
      if (first == last) backward_run(steps, pass, {0, 0}, part, true);
    });
    if (next && pass.shared) exchange_statistics(next->gradient_sums(count), count);
    if (next) next->finish_gradient(count);
    if (!pass.outputs_alone) finish_parameters(steps, pass, count, workers);
  }
  if (pass.shared && !pass.outputs_alone) sum_over_ranks();
}

template void Network<float>::refresh(int, Workers&);
template void Network<double>::refresh(int, Workers&);
template Inputs<float> Network<float>::inputs_of(StepIndex, int, int) const;
template Inputs<double> Network<double>::inputs_of(StepIndex, int, int) const;
template View<float> Network<float>::gradient_of(StepIndex, int, int);
template View<double> Network<double>::gradient_of(StepIndex, int, int);
template Pass Network<float>::pass_of(StepIndex, const Pass&, int) const;
template Pass Network<double>::pass_of(StepIndex, const Pass&, int) const;
template void Network<float>::forward(const Pass&, int, Workers&);
template void Network<double>::forward(const Pass&, int, Workers&);
template void Network<float>::forward_from(StepIndex, const Pass&, int, Workers&);
template void Network<double>::forward_from(StepIndex, const Pass&, int, Workers&);
template void Network<float>::forward_again(StepIndex, const Pass&, int, Workers&);
template void Network<double>::forward_again(StepIndex, const Pass&, int, Workers&);
template void Network<float>::backward(const Pass&, int, Workers&);
template void Network<double>::backward(const Pass&, int, Workers&);

}  // namespace saddle
