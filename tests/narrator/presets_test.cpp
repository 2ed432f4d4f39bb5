// What ships and is healthy is not found fault with.
#include <cstdlib>
#include <map>
#include <ostream>
#include <set>

#include <gtest/gtest.h>

#include "narrated.h"
#include "saddle/experiment_file.h"
#include "saddle/plan.h"

namespace saddle {

static void PrintTo(const Preset& preset, std::ostream* out) { *out << preset.name; }

namespace {

constexpr int64_t most_steps = 300;

// Of training, for each: what is slower is seen for as long. SADDLE_NARRATOR_SECONDS=60 looks at all of them to the
// end.
double most_seconds() {
  const char* seconds = std::getenv("SADDLE_NARRATOR_SECONDS");
  return seconds ? std::atof(seconds) : 3;
}

// What a preset is there to show, by the rules that say so.
const std::map<std::string, std::set<std::string>>& shown_on_purpose() {
  static const std::map<std::string, std::set<std::string>> table{
      {"activations-sigmoid", {"saturated"}},
      {"deep-plain", {"dead_units", "one_answer"}},
      {"initialization-std", {"vanishing_gradient", "one_answer"}},
      {"without-batch-norm", {"dead_units", "one_answer"}},
      {"overfitting", {"by_heart"}},
      // Few images, which they do learn by heart.
      {"gradient-check", {"by_heart"}},
      {"with-batch-norm", {"by_heart"}}};
  return table;
}

std::vector<Preset> presets_that_train() {
  std::vector<Preset> found;
  for (Preset& preset : presets_in(std::filesystem::path(SADDLE_ASSETS) / "presets")) {
    // Networks of published size are there to be looked at, and what needs files is seen where there are some.
    const catalog::SampleInfo sample = catalog::sample_info(preset.experiment.data, {});
    if (sample.shape.rank() == 0 || plan(preset.experiment.network, sample.shape).parameters() > 2'000'000) continue;
    // A step has no slope: it says itself that it cannot be trained.
    if (preset.name == "gate-xor") continue;
    found.push_back(std::move(preset));
  }
  return found;
}

class HealthyPreset : public testing::TestWithParam<Preset> {};

TEST_P(HealthyPreset, IsNotFoundFaultWith) {
  const Preset& preset = GetParam();
  Experiment experiment = preset.experiment;
  experiment.training["threads"] = 1;
  const char* data = std::getenv("SADDLE_DATA");
  Session session(Session::Threading::manual);
  session.send(
      command::Start{.experiment = experiment, .data_directory = data ? data : "", .run = true, .until = most_steps});
  while (session.pump() && session.latest(first_run)->seconds < most_seconds()) {
  }
  const auto end = session.latest(first_run);
  if (end->status == Status::failed && end->issue) GTEST_SKIP() << end->issue->text();
  const auto purpose = shown_on_purpose().find(preset.name);
  for (const Event& event : end->events ? *end->events : std::vector<Event>()) {
    const bool meant = purpose != shown_on_purpose().end() && purpose->second.contains(event.rule);
    EXPECT_TRUE(meant) << "step " << event.step << " " << event.rule << ": " << event.sentence.sentence()
                       << "\n  test accuracy "
                       << (end->curves.test_accuracy.empty() ? -1 : end->curves.test_accuracy.back().value);
  }
}

INSTANTIATE_TEST_SUITE_P(Presets, HealthyPreset, testing::ValuesIn(presets_that_train()), [](const auto& one) {
  std::string name = one.param.name;
  std::ranges::replace(name, '-', '_');
  return name;
});

}  // namespace
}  // namespace saddle
