#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "saddle/dataset.h"
#include "saddle/knock_out.h"
#include "saddle/model.h"

// What the panel "surgery" wants to know, answered on workers of its own.
namespace saddle::app {

// A network in training as it was at some step, what is done to it by hand, and the data that it is measured on.
struct Patient {
  std::shared_ptr<const Model> model = {};
  std::vector<Node> network = {};  // the model's, with what is done to it
  Choice data = {};
  std::string directory = {};
  bool operator==(const Patient&) const = default;
};

// The data of the last question; a worker's own.
struct TestSet {
  Choice data = {};
  std::string directory = {};
  std::shared_ptr<const Dataset> dataset = {};
  const Dataset& of(const Patient& patient);
};

struct ConsequenceQuestion {
  Patient patient = {};
  std::shared_ptr<const std::vector<float>> digit = {};  // (1, 28, 28); null: none is drawn, or it reads none
  bool operator==(const ConsequenceQuestion&) const = default;
};
// What the network makes of the drawing and of test samples, whole and as it was operated on.
struct Consequence {
  ConsequenceQuestion question = {};
  struct Side {
    std::vector<float> probabilities = {};  // of the drawing
    std::optional<double> accuracy = {};    // none: the data have no test samples, or no classes
    double loss = 0;
  };
  Side whole = {}, operated = {};
  int64_t samples = 0;
  double seconds = 0;  // that it took
};
Consequence consequence_of(const ConsequenceQuestion& question, TestSet& set);

struct KnockOutQuestion {
  Patient patient = {};
  std::string layer = {};
  int64_t step = 0;  // that the model is of
  bool operator==(const KnockOutQuestion&) const = default;
};
struct KnockOutMap {
  KnockOutQuestion question = {};
  KnockOut found = {};
};

// So many test samples are measured.
inline constexpr int64_t measured_samples = 500;

}  // namespace saddle::app
