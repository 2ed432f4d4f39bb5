#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "saddle/command.h"
#include "saddle/homework.h"
#include "saddle/snapshot.h"

namespace saddle::app {

// An assignment that a student works on: what was answered, and whether the run can be made again from its seed.
class StagedAssignment {
 public:
  explicit StagedAssignment(Assignment assignment);

  const Assignment& assignment() const { return assignment_; }
  std::string who = {};
  std::vector<int> chosen;           // by question, counted from 1; 0: nothing yet
  std::vector<std::string> written;  // by question: a number, or a sentence, as it was typed

  // Every frame, with what was sent to the run in it: what is done to a run while it trains is no part of its
  // experiment, and a replay would come to something else.
  void observe(const RunSnapshot& now, std::span<const Command> sent);
  // Why it cannot be handed in as it is; none: it can.
  std::optional<Issue> obstacle(const RunSnapshot& now) const;
  // What is handed in. Its figures have still to be measured where measures() says so.
  AnswerSheet sheet(const RunSnapshot& now) const;
  static bool measures(const RunSnapshot& now);

 private:
  std::optional<Issue> obstacle_of_run(const RunSnapshot& now) const;
  std::optional<Value> answer_to(size_t question) const;
  bool asks_for_a_run() const;

  Assignment assignment_;
  uint64_t run_ = 0;
  std::shared_ptr<const Experiment> begun_;  // as the run was before its first step
  bool touched_ = false;
};

// The figures as far as the window knows them while it trains: those of the test set are the latest that were measured.
RunFigures live_figures(const RunSnapshot& now, int64_t parameters);

// The path that the widget of this name edits: "layer3.units" is "network[3].units", "rate" the learning rate. Empty:
// none.
std::string path_of_widget(std::string_view name);
// Whether that widget changes something that is locked.
bool locks_widget(const Assignment& assignment, std::string_view name);

}  // namespace saddle::app
