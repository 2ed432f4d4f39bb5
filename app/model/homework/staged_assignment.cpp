#include "model/homework/staged_assignment.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "saddle/essence.h"

namespace saddle::app {
namespace {

constexpr std::array<std::string_view, 3> looks{"threads", "evaluate_every", "evaluate_samples"};

bool changes_the_run(const Command& command) {
  return std::holds_alternative<command::SetWeight>(command) || std::holds_alternative<command::GoBack>(command) ||
         std::holds_alternative<command::Branch>(command);
}

bool blank(const std::string& text) { return text.find_first_not_of(" \t\n") == text.npos; }

std::optional<double> number_from(const std::string& text) {
  const size_t first = text.find_first_not_of(" \t+"), last = text.find_last_not_of(" \t");
  if (first == text.npos) return std::nullopt;
  double value = 0;
  const char* end = text.data() + last + 1;
  const auto [stop, failure] = std::from_chars(text.data() + first, end, value);
  if (failure != std::errc() || stop != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

bool digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

StagedAssignment::StagedAssignment(Assignment assignment)
    : chosen(assignment.questions.size()), written(assignment.questions.size()), assignment_(std::move(assignment)) {}

void StagedAssignment::observe(const RunSnapshot& now, std::span<const Command> sent) {
  if (now.run != run_) {
    run_ = now.run;
    begun_.reset();
    touched_ = false;
  }
  if (!begun_ || now.steps == 0) begun_ = now.experiment;
  if (begun_ && now.experiment && now.experiment != begun_ && !same_essence(*begun_, *now.experiment, looks))
    touched_ = true;
  if (now.branched_at || (now.steps > 0 && std::ranges::any_of(sent, changes_the_run))) touched_ = true;
}

bool StagedAssignment::asks_for_a_run() const {
  return std::ranges::any_of(assignment_.questions,
                             [](const Question& question) { return question.kind == Question::Kind::goals; });
}

std::optional<Issue> StagedAssignment::obstacle_of_run(const RunSnapshot& now) const {
  if (now.status == Status::running || now.status == Status::loading)
    return make_issue("", "the run is still going; pause it first");
  if (now.steps == 0 && now.status != Status::diverged)
    return asks_for_a_run() ? std::optional(make_issue("", "nothing was trained yet; press Train")) : std::nullopt;
  if (touched_)
    return make_issue("",
                      "the run was changed by hand while it trained, and cannot be made again from its seed; "
                      "press Reset and train it anew");
  if (now.steps > assignment_.most_steps)
    return make_issue("", "the run has {} steps; the assignment allows {}", now.steps, assignment_.most_steps);
  if (now.experiment) return locked_difference(assignment_, *now.experiment);
  return std::nullopt;
}

std::optional<Issue> StagedAssignment::obstacle(const RunSnapshot& now) const {
  if (blank(who)) return make_issue("", "write your name first");
  try {
    check_student(who);
  } catch (const Error& error) {
    return error.issue();
  }
  for (size_t i = 0; i < written.size(); ++i)
    if (assignment_.questions[i].kind == Question::Kind::number && !blank(written[i]) && !number_from(written[i]))
      return make_issue("", "the answer to question {} is not a number", i + 1);
  return obstacle_of_run(now);
}

std::optional<Value> StagedAssignment::answer_to(size_t i) const {
  switch (assignment_.questions[i].kind) {
    case Question::Kind::goals:
      return std::nullopt;
    case Question::Kind::choice:
      return chosen[i] > 0 ? std::optional<Value>(chosen[i]) : std::nullopt;
    case Question::Kind::number: {
      const auto number = number_from(written[i]);
      return number ? std::optional<Value>(*number) : std::nullopt;
    }
    case Question::Kind::sentence:
      break;
  }
  return blank(written[i]) ? std::nullopt : std::optional<Value>(written[i]);
}

bool StagedAssignment::measures(const RunSnapshot& now) { return now.steps > 0 && now.status != Status::diverged; }

AnswerSheet StagedAssignment::sheet(const RunSnapshot& now) const {
  AnswerSheet sheet{.who = who,
                    .assignment = without_key(assignment_),
                    .identity = identity_of(assignment_),
                    .experiment = now.experiment ? *now.experiment : assignment_.experiment,
                    .level = this_level(),
                    .compiler = this_compiler()};
  // The step at which a run diverges is not counted, and has to be made again.
  sheet.claimed.steps = now.steps + (now.status == Status::diverged ? 1 : 0);
  if (measures(now) && !now.curves.train_loss.empty()) sheet.claimed.train_loss = now.curves.train_loss.back().value;
  for (size_t i = 0; i < assignment_.questions.size(); ++i) sheet.answers.push_back(answer_to(i));
  return sheet;
}

RunFigures live_figures(const RunSnapshot& now, int64_t parameters) {
  RunFigures figures{.parameters = parameters, .steps = now.steps};
  if (now.status == Status::diverged) return figures;
  const auto last = [](const Curve& curve) { return curve.empty() ? RunFigures::none : curve.back().value; };
  figures.train_loss = last(now.curves.train_loss);
  figures.test_loss = last(now.curves.test_loss);
  figures.test_accuracy = last(now.curves.test_accuracy);
  if (now.tested && now.tested->step == now.steps) {
    figures.test_loss = now.tested->loss;
    figures.test_accuracy = now.tested->accuracy;
  }
  return figures;
}

std::string path_of_widget(std::string_view name) {
  if (name == "rate") return "optimizer.learning_rate";
  if (name == "loss.type") return "loss";
  if (name == "layer.add" || name == "init") return "network";
  for (const std::string_view part : {"data.", "loss.", "optimizer.", "training."})
    if (name.starts_with(part)) return std::string(name);
  if (!name.starts_with("layer")) return {};
  const size_t dot = name.find('.');
  if (dot == name.npos || !digits(name.substr(5, dot - 5))) return {};
  const std::string_view key = name.substr(dot + 1);
  if (key == "up" || key == "down" || key == "remove") return "network";
  return "network[" + std::string(name.substr(5, dot - 5)) + "]." + std::string(key);
}

bool locks_widget(const Assignment& assignment, std::string_view name) {
  if (name == "preset" || name.starts_with("preset/")) return true;
  // Beside a choice there may be its number.
  if (name.ends_with(".number")) name.remove_suffix(std::string_view(".number").size());
  const std::string path = path_of_widget(name);
  if (path.empty() || name.ends_with(".more")) return false;
  if (path != "network") return is_locked(assignment, path);
  // A layer that is locked keeps its place.
  return std::ranges::any_of(assignment.locked, [&](const std::string& lock) {
    return lock == "network" || (lock.starts_with("network[") && (name != "init" || lock.ends_with(".init")));
  });
}

}  // namespace saddle::app
