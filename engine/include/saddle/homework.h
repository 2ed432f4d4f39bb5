#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "saddle/experiment.h"

// Homework: what a teacher sets, and what a student hands in. engine/README.md, "Files", describes both files;
// saddle/grade.h grades.
namespace saddle {

class Model;
struct Dataset;

// What a run came to, as homework asks for it. NaN: there is none, or the run diverged.
struct RunFigures {
  static constexpr double none = std::numeric_limits<double>::quiet_NaN();
  double train_loss = none;     // of the last step, of its mini-batch
  double test_loss = none;      // over the whole test set, after the last step
  double test_accuracy = none;  // likewise; none of regression
  int64_t parameters = 0;
  int64_t steps = 0;
};

// A bound that a run has to keep.
struct Goal {
  std::string figure = {};  // one of goal_figures()
  bool at_least = true;     // false: at most
  double bound = 0;
  bool operator==(const Goal&) const = default;
};
// "test_accuracy", "test_loss", "parameters", "steps".
const std::vector<std::string>& goal_figures();
// The figure of that name; NaN where there is none.
double figure_named(const RunFigures& figures, std::string_view name);
// No comparison with NaN is true.
bool reached(const Goal& goal, const RunFigures& figures);
// "test_accuracy ≥ 0.9"
std::string to_text(const Goal& goal);

struct Question {
  enum class Kind {
    goals,    // the run keeps all of them
    choice,   // one of `choices`
    number,   // within `tolerance` of what is right
    sentence  // which a person reads
  };
  Kind kind = Kind::goals;
  std::string ask = {};
  double points = 1;
  std::vector<Goal> goals = {};
  std::vector<std::string> choices = {};
  std::optional<double> right = {};  // a number, or a choice, counted from 1; none in the copy for students
  double tolerance = 0;              // of a number
  bool operator==(const Question&) const = default;
};
std::string_view name_of(Question::Kind kind);

struct Assignment {
  std::string title, about = {};
  Experiment experiment;
  // Paths into the experiment that a student leaves as they are: any that value_at() takes, or a part of it: "network",
  // "network[2]", "loss", "optimizer", "training", "data.augment". The data are always locked.
  std::vector<std::string> locked = {};
  int64_t most_steps = 10'000;  // that a run may have
  std::vector<Question> questions = {};
  bool operator==(const Assignment&) const = default;
};

// What a run may have at the most, whatever an assignment says: a mistake in a number is no year of work.
inline constexpr int64_t most_homework_steps = 10'000'000;

// Whether a file's text is an assignment: an object with "assignment" in it.
bool looks_like_assignment(const std::string& json);
// Throw Error that names the place: "questions[2].right: expected …".
Assignment parse_assignment(const std::string& json, const std::string& where = {});
Assignment load_assignment(const std::filesystem::path& file);
std::string to_json(const Assignment& assignment);
// The copy for students: without what is right.
Assignment without_key(const Assignment& assignment);
// Sixteen hexadecimal digits that change with anything but the key: a hash, of the copy for students.
std::string identity_of(const Assignment& assignment);

// Where an experiment leaves what is locked: the issue names the path. None: it keeps all of it.
std::optional<Issue> locked_difference(const Assignment& assignment, const Experiment& experiment);
// Puts back whatever is locked; returns the first path that was not as it should be, or nothing.
std::string restore_locked(const Assignment& assignment, Experiment& experiment);
// Whether that path, "optimizer.learning_rate", may not be changed.
bool is_locked(const Assignment& assignment, std::string_view path);

// What a student hands in.
struct AnswerSheet {
  std::string who;
  Assignment assignment;  // the copy that the student had
  std::string identity;   // of it, as the file says
  Experiment experiment;  // that was trained, from its seed on
  RunFigures claimed = {};
  // The kernels and the compiler that made the run: another of either rounds differently.
  std::string level, compiler;
  std::vector<std::optional<Value>> answers = {};  // by question; a choice is counted from 1; none: left open
};
// The level and the compiler of this program.
std::string this_level();
std::string this_compiler();

AnswerSheet parse_answer(const std::string& json, const std::string& where = {});  // throw Error
AnswerSheet load_answer(const std::filesystem::path& file);
std::string to_json(const AnswerSheet& sheet);
// Throws Error where it is no name: empty, longer than 200 bytes, or with a control character.
void check_student(const std::string& who);

// The figures of a model as it is after `steps` steps: takes as long as a pass over the test set. Whoever claims and
// whoever replays measure like this.
RunFigures figures_of(const Model& model, const Dataset& dataset, int64_t steps, double train_loss);

}  // namespace saddle
