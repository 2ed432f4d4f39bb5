#pragma once

#include "nn/network.h"

// How the work on a batch is shared out, for the files that implement Network.
namespace saddle {

template <class Real>
template <class Body>
void Network<Real>::over(int items, int count, Workers& workers, const Body& body) {
  if (items > 1 && shares(count)) {
    workers.run(items, body);
  } else {
    for (int item = 0; item < items; ++item) body(item);
  }
}

// From `step` on: body(run, first, length).
template <class Real>
template <class Body>
void Network<Real>::over_runs(StepIndex step, const Pass& pass, int count, Workers& workers, const Body& body) {
  const BatchCut::Runs runs = cut_.runs(step, count, workers.threads(), share_of(pass));
  over(runs.numbers.end - runs.numbers.first, count, workers, [&](int item) {
    const int number = runs.numbers.first + item;
    const BatchCut::Run run = cut_.run(runs, number);
    body(number, run.first, run.length);
  });
}

}  // namespace saddle
