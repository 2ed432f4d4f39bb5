#include "panels/surgery/examination.h"

#include <algorithm>
#include <chrono>

#include "saddle/surgery.h"

namespace saddle::app {
namespace {

Consequence::Side side_of(const Model& model, const ConsequenceQuestion& question, const Dataset& dataset,
                          int64_t samples) {
  Consequence::Side side;
  if (question.digit) side.probabilities = model.predict(*question.digit);
  if (samples == 0) return side;
  const Evaluation result = evaluate_some(model, dataset, Dataset::Part::test, samples);
  side.loss = result.loss;
  if (!dataset.classes.empty()) side.accuracy = result.accuracy;
  return side;
}

}  // namespace

const Dataset& TestSet::of(const Patient& patient) {
  if (!dataset || data != patient.data || directory != patient.directory) {
    dataset = load_dataset(patient.data, patient.directory);
    data = patient.data;
    directory = patient.directory;
  }
  return *dataset;
}

Consequence consequence_of(const ConsequenceQuestion& question, TestSet& set) {
  const auto began = std::chrono::steady_clock::now();
  const Dataset& dataset = set.of(question.patient);
  const int64_t samples = std::min(measured_samples, dataset.test.count);
  std::vector<Node> whole = question.patient.network;
  for (Node& node : whole) node.properties = without_surgery(std::move(node.properties));
  Consequence found{.question = question, .samples = samples};
  const Model& model = *question.patient.model;
  found.operated = side_of(operated(model, question.patient.network), question, dataset, samples);
  found.whole =
      whole == question.patient.network ? found.operated : side_of(operated(model, whole), question, dataset, samples);
  found.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  return found;
}

}  // namespace saddle::app
