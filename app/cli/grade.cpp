#include "saddle/grade.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "cli/grade/report.h"
#include "cli/shared/interrupts.h"
#include "cli/shared/numbers.h"
#include "cli/shared/outputs.h"
#include "cli/shared/progress_bar.h"
#include "cli/subcommand.h"
#include "saddle/text_file.h"

namespace saddle::cli {
namespace {

struct GradeCommand {
  std::vector<std::string> answers;
  std::string assignment, csv, data;
  double seconds = 600;
  bool json = false;
};

int grade_answers(const GradeCommand& command) {
  std::vector<NamedFile> inputs;
  for (const std::string& answer : command.answers) inputs.push_back({"ANSWER", answer});
  if (!command.assignment.empty()) inputs.push_back({"--assignment", command.assignment});
  check_outputs({{"--csv", command.csv}}, inputs);
  GradeOptions options{.data_directory = command.data, .seconds = command.seconds};
  if (!command.assignment.empty()) options.assignment = load_assignment(command.assignment);
  ProgressBar bar;
  const auto began = std::chrono::steady_clock::now();
  options.go_on = [&](size_t file, double share) {
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    bar.show(static_cast<int64_t>(1000 * (static_cast<double>(file) + share)),
             static_cast<int64_t>(1000 * command.answers.size()), took.count(), readable_name(command.answers[file]));
    return !interrupted();
  };
  std::vector<Grade> grades;
  try {
    grades = saddle::grade({command.answers.begin(), command.answers.end()}, options);
  } catch (const GradingStopped&) {
    bar.finish();
    fmt::print(stderr, "saddle: stopped; nothing was graded\n");
    return failure;
  }
  bar.finish();
  command.json ? print_grades_json(grades) : print_grades(grades);
  if (!command.csv.empty()) write_text_file(command.csv, to_csv(grades));
  if (!options.assignment)
    fmt::print(stderr,
               "saddle: graded by the assignment that the answers carry, without a key; name yours with "
               "--assignment\n");
  const auto lost = std::ranges::count(grades, Grade::Verdict::not_graded, &Grade::verdict);
  if (lost > 0) fmt::print(stderr, "saddle: {} of {} files could not be graded\n", lost, grades.size());
  return lost > 0 ? failure : success;
}

}  // namespace

Subcommand grade() {
  return {"grade", "Grades homework: makes each run again from its seed and holds it against what is claimed.",
          [](CLI::App& app) {
            auto command = std::make_shared<GradeCommand>();
            app.add_option("answer", command->answers, "What students handed in")->required()->type_name("ANSWER");
            app.add_option("--assignment", command->assignment,
                           "The teacher's file, with the key; without it, each answer is graded by the copy it carries")
                ->type_name("FILE");
            app.add_option("--csv", command->csv, "Also writes a table for a spreadsheet")
                ->type_name("OUT.csv")
                ->check(filled());
            app.add_option("--data", command->data, "The folder with mnist/ in it")->type_name("DIR");
            app.add_option("--seconds", command->seconds, "That a run may take; a longer one is not graded")
                ->check(number_from(1, 1e6))
                ->capture_default_str();
            app.add_flag(
                "--json", command->json,
                "Prints JSON: for each answer file, who, verdict (graded, forged, refused, not graded), points, "
                "of, open (points that a person has to give), claimed and replayed figures, questions, reasons");
            return std::function<int()>([command] { return grade_answers(*command); });
          },
          true};
}

}  // namespace saddle::cli
