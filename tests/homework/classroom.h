#pragma once

#include <future>
#include <memory>
#include <string>

#include "../folder.h"
#include "saddle/grade.h"
#include "saddle/model.h"
#include "saddle/plan.h"
#include "saddle/session.h"

namespace saddle {

// A teacher's file.
inline const char* const moons_homework = R"({
  "assignment": 1, "title": "Two moons", "about": "Part them.", "most_steps": 500,
  "locked": ["loss", "optimizer.type", "training.batch_size", "network[0].units"],
  "questions": [
    {"kind": "goals", "ask": "Reach 85 %.", "points": 3, "goals": [{"figure": "test_accuracy", "at_least": 0.85}]},
    {"kind": "goals", "ask": "Quickly, with few weights.", "points": 2,
     "goals": [{"figure": "steps", "at_most": 300}, {"figure": "parameters", "at_most": 200}]},
    {"kind": "choice", "ask": "Which?", "choices": ["a", "b", "c"], "right": 2},
    {"kind": "number", "ask": "How many weights?", "right": 24, "tolerance": 0.5},
    {"kind": "sentence", "ask": "Why?", "points": 2}
  ],
  "experiment": {
    "saddle": 1, "name": "Moons", "data": {"set": "moons", "train": 200, "test": 100, "noise": 0.8},
    "network": [{"type": "dense", "units": 12}, {"type": "relu"}, {"type": "dense", "units": 2}],
    "optimizer": {"type": "sgd", "learning_rate": 0.5},
    "training": {"batch_size": 20, "epochs": 100}
  }
})";

// What the window's worker comes to, so that what trains here is not what grades.
inline RunFigures trained(const Experiment& experiment, int64_t steps) {
  Session session(Session::Threading::manual);
  session.send(command::Start{.experiment = experiment, .run = true, .until = steps});
  while (session.pump()) {
  }
  const auto now = session.latest(first_run);
  if (now->status == Status::diverged)
    return {.parameters = plan(experiment.network, now->sample).parameters(), .steps = steps};
  const auto to = std::make_shared<std::promise<std::shared_ptr<const Model>>>();
  auto model = to->get_future();
  session.send(command::Capture{.to = to});
  while (session.pump()) {
  }
  return figures_of(*model.get(), *load_dataset(experiment.data), now->steps, now->curves.train_loss.back().value);
}

// A class that hands in.
class Classroom {
 public:
  Classroom() : assignment_(parse_assignment(moons_homework)) {}

  const Assignment& assignment() const { return assignment_; }
  // What a student has who trained that.
  AnswerSheet sheet(const std::string& who, const Experiment& experiment, int64_t steps) const {
    return {.who = who,
            .assignment = without_key(assignment_),
            .identity = identity_of(assignment_),
            .experiment = experiment,
            .claimed = trained(experiment, steps),
            .level = this_level(),
            .compiler = this_compiler(),
            .answers = {std::nullopt, std::nullopt, Value(2), Value(24.0), Value(std::string("Because."))}};
  }
  Experiment changed(const std::string& path, const Value& value) const {
    Experiment experiment = assignment_.experiment;
    assign(experiment, path, value);
    return experiment;
  }
  void hand_in(const std::string& name, const std::string& text) { folder_.write(name, text); }
  void hand_in(const std::string& name, const AnswerSheet& sheet) { hand_in(name, to_json(sheet)); }
  std::filesystem::path path(const std::string& name) const { return folder_.path() / name; }

  // With the teacher's file.
  Grade graded(const std::string& name) const { return grade({path(name)}, {.assignment = assignment_}).front(); }

 private:
  Assignment assignment_;
  Folder folder_;
};

}  // namespace saddle
