#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/lesson/window_check.h"
#include "cli/subcommand.h"
#include "lessons/check.h"
#include "saddle/error.h"
#include "shell/assets.h"

namespace saddle::cli {
namespace {

struct LessonOptions {
  std::string what;
  std::vector<std::string> files;
  std::string data_directory;
  bool claims = false, json = false;
};

// What is wrong with one file.
std::vector<Issue> issues_of_lesson(const std::string& file, const LessonOptions& options) {
  const auto presets = presets_in(app::assets_directory() / "presets");
  try {
    const app::Lesson lesson = app::load_lesson(file);
    std::vector<Issue> issues = app::check(lesson, presets, options.data_directory);
    if (!issues.empty()) return issues;
    issues = check_in_window(lesson, options.data_directory, options.claims);
    if (!options.claims) return issues;
    for (const app::LessonClaim& claim : lesson.claims) {
      for (int seed = 1; seed <= app::claim_seeds; ++seed) {
        const auto result = app::try_claim(lesson, claim, seed, presets, options.data_directory);
        if (result.holds) continue;
        issues.push_back(make_issue(fmt::format("{}:{}", file, claim.line), "with seed {} it does not come about: {}",
                                    seed, result.found));
        break;
      }
    }
    return issues;
  } catch (const Error& error) {
    return {error.issue()};
  }
}

int check_lessons(const LessonOptions& options) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  bool sound = true;
  for (const std::string& file : options.files) {
    const std::vector<Issue> issues = issues_of_lesson(file, options);
    sound = sound && issues.empty();
    nlohmann::ordered_json texts = nlohmann::ordered_json::array();
    for (const Issue& issue : issues) {
      texts.push_back(issue.text());
      fmt::print(stderr, "{}\n", issue.text());
    }
    rows.push_back({{"file", file}, {"sound", issues.empty()}, {"issues", texts}});
    if (!options.json && issues.empty()) fmt::print("{}: sound\n", file);
  }
  if (options.json) fmt::print("{}\n", rows.dump(2));
  return sound ? success : bad_input;
}

}  // namespace

Subcommand lesson() {
  return {"lesson", "Checks lessons that you wrote (assets/lessons/README.md has the format).", [](CLI::App& app) {
            auto options = std::make_shared<LessonOptions>();
            app.add_option("what", options->what, "check")->required()->check(CLI::IsMember({"check"}));
            app.add_option("files", options->files, "Lessons")->required()->type_name("FILE.md …");
            app.add_flag("--claims", options->claims,
                         "Makes every claim come about with five seeds, and reaches every goal: takes longer");
            app.add_option("--data", options->data_directory, "Folder with the data sets (otherwise SADDLE_DATA)")
                ->type_name("DIR");
            app.add_flag("--json", options->json, "Prints JSON");
            return std::function<int()>([options] { return check_lessons(*options); });
          }};
}

}  // namespace saddle::cli
